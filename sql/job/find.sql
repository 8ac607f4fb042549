SELECT id, organization, key_id, data_model, data_model_version, lang, time_zone, request,
  status, submitted_at, started_at, finished_at, epoch, attempt, log, failure_code, failure_message,
  file, output_file_name, output_mime_type, rows, bytes, sha256, expires_at
FROM jobs
WHERE id = :id AND organization = :organization
