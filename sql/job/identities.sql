SELECT id, data_model, status, submitted_at, file FROM jobs ORDER BY number
