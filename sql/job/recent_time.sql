-- The time of the newest start and of the newest job, to compare the clock with.
SELECT max(
  coalesce((SELECT submitted_at FROM jobs ORDER BY number DESC LIMIT 1), 0),
  (SELECT coalesce(max(started_at), 0) FROM starts))
