UPDATE idempotency_keys SET expires_at = expires_at + :by
