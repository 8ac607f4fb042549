SELECT (SELECT count(*) FROM jobs AS earlier
  WHERE earlier.status = 'pending' AND earlier.number < jobs.number)
FROM jobs
WHERE id = :id AND status = 'pending'
