UPDATE saved_requests
SET is_shared = :is_shared, name = :name, data_model = :data_model, params = :params,
  version = version + 1, updated_at = :now
WHERE id = :id AND organization = :organization
