UPDATE api_keys SET expires_at = min(coalesce(expires_at, :expires_at), :expires_at)
WHERE id = :id
