-- The newest time in the database, to compare the clock with.
SELECT max(
  coalesce(max(submitted_at), 0),
  coalesce(max(finished_at), 0),
  (SELECT coalesce(max(started_at), 0) FROM starts))
FROM jobs
