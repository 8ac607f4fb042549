-- The usage that an organization's limits are compared with.
SELECT
  (SELECT coalesce(sum(pending), 0) FROM loads) AS pending_of_all,
  coalesce((SELECT pending FROM loads WHERE organization = :organization), 0) AS pending,
  coalesce((SELECT bytes FROM loads WHERE organization = :organization), 0) AS bytes
