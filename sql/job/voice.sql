-- How the log of a running job speaks, while its fence holds.
SELECT lang, time_zone FROM jobs
WHERE id = :id AND status = 'running' AND epoch = :epoch AND attempt = :attempt
