-- The language and time zone of a running job's log, while its fence holds.
SELECT lang, time_zone FROM jobs
WHERE id = :id AND status = 'running' AND epoch = :epoch AND attempt = :attempt
