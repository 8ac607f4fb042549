-- Two who find none at once make one.
INSERT INTO signing_keys (secret, created_at)
SELECT :secret, :created_at
WHERE NOT EXISTS (SELECT id FROM signing_keys)
