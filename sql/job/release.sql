-- The attempt does not count: nothing was wrong with the job.
UPDATE jobs
SET status = 'pending', started_at = NULL, epoch = NULL, attempt = attempt - 1, log = log || :lines
WHERE id = :id AND status = 'running' AND epoch = :epoch AND attempt = :attempt
