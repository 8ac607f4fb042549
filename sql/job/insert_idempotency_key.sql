INSERT OR REPLACE INTO idempotency_keys (organization, key, sha256, job_id, expires_at)
VALUES (:organization, :key, :sha256, :job_id, :expires_at)
