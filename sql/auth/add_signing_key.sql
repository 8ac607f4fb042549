INSERT INTO signing_keys (secret, created_at) VALUES (:secret, :created_at)
