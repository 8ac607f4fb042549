UPDATE jobs INDEXED BY jobs_pending SET not_before = NULL
WHERE status = 'pending' AND not_before > 8000000000000000 AND data_model = :data_model
