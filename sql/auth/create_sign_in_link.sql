INSERT INTO sign_in_links (sha256, key_id, created_at, expires_at)
VALUES (:sha256, :key_id, :created_at, :expires_at)
