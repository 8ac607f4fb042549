UPDATE jobs
SET status = 'canceled', finished_at = :now, log = log || :lines, not_before = NULL,
  forget_at = :forget_at
WHERE id = :id AND organization = :organization AND status IN ('pending', 'running')
