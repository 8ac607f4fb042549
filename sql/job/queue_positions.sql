-- Of the pending ones among the jobs :ids (a JSON array).
-- Held jobs (hold.sql) are behind all others.
-- The organizations take turns. So each other organization starts as many jobs before this one as
-- its own organization does, and one more when the other's turn comes first.
-- Every pending job is counted once at most, however many jobs are asked for.
WITH
  asked AS MATERIALIZED (
    SELECT id, number, organization, not_before, is_large, model_slots, data_model,
      coalesce(lag(number) OVER (PARTITION BY organization ORDER BY number), 0) AS previous,
      (SELECT coalesce(max(turn), 0) FROM turns WHERE turns.organization = jobs.organization) AS turn
    FROM jobs
    WHERE id IN (SELECT value FROM json_each(:ids)) AND status = 'pending'),
  own AS MATERIALIZED (
    SELECT number,
      sum((
        SELECT count(*) FROM jobs INDEXED BY jobs_pending
        WHERE jobs.status = 'pending' AND jobs.organization = asked.organization
          AND jobs.number >= asked.previous AND jobs.number < asked.number
          AND (jobs.not_before IS NULL OR jobs.not_before < 8000000000000000)
      )) OVER (PARTITION BY organization ORDER BY number) AS ahead
    FROM asked),
  waiting AS MATERIALIZED (
    SELECT organization, count(*) AS pending, min(number) AS first,
      (SELECT coalesce(max(turn), 0) FROM turns WHERE turns.organization = jobs.organization) AS turn
    FROM jobs INDEXED BY jobs_pending
    WHERE status = 'pending' AND (not_before IS NULL OR not_before < 8000000000000000)
    GROUP BY organization),
  running AS MATERIALIZED (
    SELECT organization, data_model,
      is_large = 1 OR started_at < :large_if_started_before AS counts_as_large
    FROM jobs INDEXED BY jobs_running
    WHERE status = 'running'),
  busy AS MATERIALIZED (
    SELECT asked.number, count(running.organization) AS running,
      count(*) FILTER (WHERE running.organization = asked.organization) AS own_running,
      count(*) FILTER (WHERE counts_as_large) AS large_running,
      count(*) FILTER (WHERE counts_as_large AND running.organization = asked.organization)
        AS own_large_running,
      count(*) FILTER (WHERE running.data_model = asked.data_model) AS model_running,
      count(*) FILTER (WHERE running.data_model = asked.data_model
                         AND running.organization = asked.organization) AS own_model_running
    FROM asked LEFT JOIN running ON TRUE
    GROUP BY asked.number)
SELECT
  asked.id,
  own.ahead + coalesce((
    SELECT sum(min(others.pending,
                   own.ahead + (others.turn < asked.turn
                                OR (others.turn = asked.turn AND others.first < asked.number))))
    FROM waiting AS others WHERE others.organization <> asked.organization), 0) AS ahead,
  coalesce(asked.not_before > :now, 0) AS waits_for_time,
  coalesce(asked.not_before > 8000000000000000, 0) AS is_held,
  coalesce(asked.model_slots <= busy.model_running, 0) AS waits_for_model,
  asked.is_large, coalesce(asked.model_slots, 0) AS model_slots,
  busy.running, busy.own_running, busy.large_running, busy.own_large_running, busy.model_running,
  busy.own_model_running
FROM asked JOIN own USING (number) JOIN busy USING (number)
