INSERT INTO jobs (id, organization, key_id, data_model, data_model_version, lang, time_zone, request,
  submitted_at, log)
VALUES (:id, :organization, :key_id, :data_model, :data_model_version, :lang, :time_zone, :request,
  :submitted_at, :log)
