UPDATE sessions SET ended_at = :now
WHERE id = :id AND ended_at IS NULL
  AND key_id IN (SELECT id FROM api_keys WHERE lineage = :lineage)
