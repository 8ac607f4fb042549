-- The attempt counts: an error that never passes must end the job at some time.
UPDATE jobs
SET status = 'pending', started_at = NULL, epoch = NULL, not_before = :not_before,
  unreachable_since = NULL, log = log || :lines
WHERE id = :id AND status = 'running' AND epoch = :epoch AND attempt = :attempt
