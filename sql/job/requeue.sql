-- The attempt counts: the job may be what ended the process.
UPDATE jobs
SET status = 'pending', started_at = NULL, epoch = NULL, unreachable_since = NULL, log = log || :lines
WHERE id = :id AND status = 'running' AND epoch = :epoch AND attempt = :attempt
