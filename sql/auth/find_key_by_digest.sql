SELECT id, organization, label, scopes, created_at, expires_at, revoked_at, models, reaches_below,
  last_used_at, lineage
FROM api_keys
WHERE sha256 = :sha256
