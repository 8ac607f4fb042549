-- A stamp of before the start says little: the clock may have been set, the fault have passed.
UPDATE jobs INDEXED BY jobs_pending SET not_before = NULL WHERE status = 'pending' AND not_before IS NOT NULL
