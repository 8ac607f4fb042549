-- A NULL parameter matches every entry.
SELECT number, at, action, organization, key_id, peer, request_id, target, detail
FROM audit
WHERE organization = :organization AND number < :before AND number > :after
  AND (:action IS NULL OR action = :action OR action GLOB :action || '.*')
  AND (:key_id IS NULL OR key_id = :key_id)
  AND (:target IS NULL OR target = :target)
  AND (:since IS NULL OR at >= :since)
  AND (:until IS NULL OR at < :until)
ORDER BY number DESC
LIMIT :size
