-- The audit entry of a rotation names the new key in its detail.
SELECT detail
FROM audit
WHERE organization = (SELECT organization FROM api_keys WHERE id = :id)
  AND action = 'key.rotated' AND target = :id
ORDER BY number DESC
LIMIT 1
