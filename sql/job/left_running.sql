SELECT id, epoch, attempt
FROM jobs
WHERE status = 'running' AND epoch < :epoch
ORDER BY number
