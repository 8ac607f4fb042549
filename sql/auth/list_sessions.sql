-- Those of the keys that were rotated into this one, too; a revoked key ended its own.
SELECT sessions.id AS id, sessions.key_id AS key_id, stays, device,
  sessions.created_at AS created_at, sessions.last_used_at AS last_used_at, idle_end, ended_at
FROM sessions
JOIN api_keys ON api_keys.id = sessions.key_id
WHERE api_keys.lineage = :lineage AND api_keys.revoked_at IS NULL AND ended_at IS NULL
ORDER BY sessions.last_used_at DESC, sessions.id DESC
