SELECT id, key_id, stays, device, created_at, last_used_at, idle_end, ended_at
FROM sessions
WHERE sha256 = :sha256
