-- Only the first, also when two callers find none at the same time.
INSERT INTO signing_keys (secret, created_at)
SELECT :secret, :created_at
WHERE NOT EXISTS (SELECT id FROM signing_keys)
