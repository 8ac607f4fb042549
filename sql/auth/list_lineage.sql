-- A key and all others of its lineage.
SELECT id FROM api_keys WHERE lineage = (SELECT lineage FROM api_keys WHERE id = :id)
