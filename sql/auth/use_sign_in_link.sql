DELETE FROM sign_in_links WHERE sha256 = :sha256
RETURNING key_id, expires_at
