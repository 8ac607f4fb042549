SELECT min(not_before) FROM jobs INDEXED BY jobs_pending WHERE status = 'pending' AND not_before > :checked_at
