-- What the bounds of an organization are held against.
SELECT
  (SELECT coalesce(sum(pending), 0) FROM loads),
  coalesce((SELECT pending FROM loads WHERE organization = :organization), 0),
  coalesce((SELECT bytes FROM loads WHERE organization = :organization), 0)
