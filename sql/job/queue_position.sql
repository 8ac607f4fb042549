-- Held jobs (hold.sql) are behind all others.
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
      AND jobs.number < mine.number
      AND (jobs.not_before IS NULL OR jobs.not_before < 8000000000000000)),
  others AS (
    SELECT jobs.organization, count(*) AS pending, min(jobs.number) AS first,
      (SELECT coalesce(max(turn), 0) FROM turns WHERE turns.organization = jobs.organization) AS turn
    FROM mine, jobs INDEXED BY jobs_pending
    WHERE jobs.status = 'pending' AND jobs.organization <> mine.organization
      AND (jobs.not_before IS NULL OR jobs.not_before < 8000000000000000)
    GROUP BY jobs.organization),
  busy AS (
    SELECT count(*) AS running,
      count(*) FILTER (WHERE is_own) AS own_running,
      count(*) FILTER (WHERE counts_as_large) AS large_running,
      count(*) FILTER (WHERE counts_as_large AND is_own) AS own_large_running,
      count(*) FILTER (WHERE is_of_model) AS model_running,
      count(*) FILTER (WHERE is_of_model AND is_own) AS own_model_running
    FROM (
      SELECT running.organization = mine.organization AS is_own,
        running.data_model = mine.data_model AS is_of_model,
        running.is_large = 1 OR running.started_at < :large_if_started_before AS counts_as_large
      FROM mine, jobs AS running INDEXED BY jobs_running
      WHERE running.status = 'running'))
SELECT
  own.ahead + coalesce((
    SELECT sum(min(others.pending,
                   own.ahead + (others.turn < mine.turn
                                OR (others.turn = mine.turn AND others.first < mine.number))))
    FROM others), 0) AS ahead,
  coalesce(mine.not_before > :now, 0) AS waits_for_time,
  coalesce(mine.not_before > 8000000000000000, 0) AS is_held,
  coalesce(mine.model_slots <= busy.model_running, 0) AS waits_for_model,
  mine.is_large, coalesce(mine.model_slots, 0) AS model_slots,
  busy.running, busy.own_running, busy.large_running, busy.own_large_running, busy.model_running,
  busy.own_model_running
FROM mine, own, busy
