SELECT id, organization, lineage, is_shared, name, data_model, params, version, created_at, updated_at
FROM saved_requests
WHERE id = :id AND organization = :organization AND (lineage = :lineage OR is_shared = 1)
