-- At the start of a server: the clock may have been set, and the error may have passed.
UPDATE jobs INDEXED BY jobs_pending SET not_before = NULL WHERE status = 'pending' AND not_before IS NOT NULL
