-- The claim does not count as an attempt: no work began.
UPDATE jobs
SET status = 'pending', started_at = NULL, epoch = NULL, not_before = :not_before, postponed = postponed + 1,
  unreachable_since = coalesce(unreachable_since, :now), log = log || :lines
WHERE id = :id AND status = 'running' AND epoch = :epoch AND attempt = :attempt
