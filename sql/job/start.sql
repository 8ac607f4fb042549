INSERT INTO starts (started_at) VALUES (:now) RETURNING epoch
