INSERT INTO sessions (id, sha256, key_id, stays, device, created_at, last_used_at)
VALUES (:id, :sha256, :key_id, :stays, :device, :now, :now)
