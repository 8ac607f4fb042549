-- All running jobs: there are at most as many as workers.
SELECT id, organization, data_model, started_at
FROM jobs INDEXED BY jobs_running
WHERE status = 'running'
ORDER BY started_at
