SELECT id, organization, label, scopes, created_at, expires_at, revoked_at
FROM api_keys
WHERE sha256 = :sha256
