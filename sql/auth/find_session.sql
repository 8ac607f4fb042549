SELECT id, key_id, stays, device, created_at, last_used_at, ended_at
FROM sessions
WHERE sha256 = :sha256
