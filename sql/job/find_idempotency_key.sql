SELECT sha256, job_id FROM idempotency_keys
WHERE organization = :organization AND key = :key AND expires_at > :now
