-- Until they are resumed or the server starts again: the year 2255. What is later than 2223 is held.
UPDATE jobs INDEXED BY jobs_pending SET not_before = 9000000000000000, unreachable_since = NULL
WHERE status = 'pending' AND data_model = :data_model
