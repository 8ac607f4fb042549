SELECT id, epoch, attempt, postponed
FROM jobs INDEXED BY jobs_running
WHERE status = 'running' AND epoch BETWEEN :first AND :last
ORDER BY number
