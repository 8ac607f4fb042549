-- The oldest pending job becomes this epoch's. The columns are those of find.sql.
UPDATE jobs
SET status = 'running', epoch = :epoch, attempt = attempt + 1, started_at = :now
WHERE number = (SELECT number FROM jobs WHERE status = 'pending' ORDER BY number LIMIT 1)
RETURNING id, organization, key_id, data_model, data_model_version, lang, time_zone, request,
  status, submitted_at, started_at, finished_at, epoch, attempt, log, failure_code, failure_message,
  file, output_file_name, output_mime_type, rows, bytes, sha256, expires_at
