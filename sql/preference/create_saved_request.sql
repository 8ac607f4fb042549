INSERT INTO saved_requests (id, organization, lineage, is_shared, name, data_model, params, created_at,
  updated_at)
VALUES (:id, :organization, :lineage, :is_shared, :name, :data_model, :params, :now, :now)
