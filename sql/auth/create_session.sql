INSERT INTO sessions (id, sha256, key_id, stays, device, created_at, last_used_at, idle_end)
VALUES (:id, :sha256, :key_id, :stays, :device, :now, :now, :idle_end)
