-- The organizations take turns. So each other organization starts as many jobs before this one as
-- its own organization does, and one more when the other's turn comes first.
WITH
  mine AS (
    SELECT number, organization, not_before, is_large, model_slots, data_model,
      (SELECT coalesce(max(turn), 0) FROM turns WHERE turns.organization = jobs.organization) AS turn
    FROM jobs
    WHERE id = :id AND status = 'pending'),
  own AS (
    SELECT count(*) AS ahead FROM mine, jobs INDEXED BY jobs_pending
    WHERE jobs.status = 'pending' AND jobs.organization = mine.organization
      AND jobs.number < mine.number),
  others AS (
    SELECT jobs.organization, count(*) AS pending, min(jobs.number) AS first,
      (SELECT coalesce(max(turn), 0) FROM turns WHERE turns.organization = jobs.organization) AS turn
    FROM mine, jobs INDEXED BY jobs_pending
    WHERE jobs.status = 'pending' AND jobs.organization <> mine.organization
    GROUP BY jobs.organization)
SELECT
  own.ahead + coalesce((
    SELECT sum(min(others.pending,
                   own.ahead + (others.turn < mine.turn
                                OR (others.turn = mine.turn AND others.first < mine.number))))
    FROM others), 0) AS ahead,
  coalesce(mine.not_before > :now, 0) AS waits_for_time,
  coalesce(mine.model_slots <= (
    SELECT count(*) FROM jobs AS running INDEXED BY jobs_running
    WHERE running.status = 'running' AND running.data_model = mine.data_model), 0) AS waits_for_model
FROM mine, own
