UPDATE jobs
SET status = 'failed', finished_at = :now, log = log || :lines, failure_code = :failure_code,
  failure_message = :failure_message, took = :took, forget_at = :forget_at
WHERE id = :id AND status = 'running' AND epoch = :epoch AND attempt = :attempt
