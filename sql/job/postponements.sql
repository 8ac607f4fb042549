SELECT unreachable_since, postponed FROM jobs
WHERE id = :id AND status = 'running' AND epoch = :epoch AND attempt = :attempt
