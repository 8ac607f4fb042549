-- The owner's own and the shared ones, without their params.
SELECT id, organization, lineage, is_shared, name, data_model, '' AS params, version, created_at, updated_at
FROM saved_requests
WHERE organization = :organization AND (lineage = :lineage OR is_shared = 1)
  AND (:data_model IS NULL OR data_model = :data_model)
ORDER BY name, id
