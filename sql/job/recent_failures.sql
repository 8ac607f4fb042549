SELECT data_model, failure_code, finished_at, attempt
FROM jobs
WHERE status = 'failed'
ORDER BY number DESC
LIMIT 50
