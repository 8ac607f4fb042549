-- Another saved request that has the name already.
SELECT id FROM saved_requests
WHERE organization = :organization AND iif(is_shared, '', lineage) = iif(:is_shared, '', :lineage)
  AND data_model = :data_model AND name = :name AND id <> :id
