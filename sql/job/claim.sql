-- Claims the next job for this epoch. Of the jobs that may start now, each organization's oldest is
-- a candidate; the organization with the fewest running jobs wins, then the one whose last turn is
-- longest ago. A large job may start while fewer than :large_slots jobs run that are large, or have
-- run long enough to count as large.
-- INDEXED BY: pending and running jobs are few beside terminal ones, which SQLite cannot know.
UPDATE jobs
SET status = 'running', epoch = :epoch, attempt = attempt + 1, started_at = :now, not_before = NULL
WHERE number = (
  SELECT first.number
  FROM (
    SELECT organization, min(number) AS number
    FROM jobs AS pending INDEXED BY jobs_pending
    WHERE status = 'pending'
      AND (not_before IS NULL OR not_before <= :now)
      AND (is_large = 0 OR :large_slots > (
        SELECT count(*) FROM jobs INDEXED BY jobs_running
        WHERE status = 'running' AND (is_large = 1 OR started_at < :large_if_started_before)))
      AND (model_slots IS NULL OR model_slots > (
        SELECT count(*) FROM jobs AS running INDEXED BY jobs_running
        WHERE running.status = 'running' AND running.data_model = pending.data_model))
    GROUP BY organization) AS first
  LEFT JOIN turns ON turns.organization = first.organization
  ORDER BY
    (SELECT count(*) FROM jobs AS running INDEXED BY jobs_running
     WHERE running.status = 'running' AND running.organization = first.organization),
    turns.turn,
    first.number
  LIMIT 1)
RETURNING id, organization, postponed
