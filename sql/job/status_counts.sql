SELECT coalesce(sum(pending), 0) AS pending, coalesce(sum(running), 0) AS running,
  coalesce(sum(completed), 0) AS completed, coalesce(sum(failed), 0) AS failed,
  coalesce(sum(canceled), 0) AS canceled
FROM loads
