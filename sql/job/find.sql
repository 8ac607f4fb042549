SELECT id, organization, key_id, data_model, data_model_version, data_model_sha256, lang, time_zone,
  request, request_id, retry_of, status, submitted_at, started_at, finished_at, not_before, epoch, attempt, log,
  failure_code, failure_message, file, output_file_name, output_mime_type, rows, bytes, sha256,
  expires_at, remarks, iif(json_valid(request), coalesce(request ->> '$.organizationUid', ''), '') AS data_of, extent, postponed
FROM jobs
WHERE id = :id AND organization = :organization
