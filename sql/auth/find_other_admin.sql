SELECT id
FROM api_keys
WHERE organization = :organization AND id <> :id AND revoked_at IS NULL
  AND (expires_at IS NULL OR (expires_at > :now AND expires_at >= :end))
  AND ' ' || scopes || ' ' LIKE '% admin %'
LIMIT 1
