SELECT min(not_before) FROM jobs INDEXED BY jobs_pending WHERE status = 'pending' AND not_before > :checked_at
  AND not_before < 8000000000000000  -- is not held
