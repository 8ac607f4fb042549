-- The columns of find.sql, the longest of them empty. Newest first. When the job before the page
-- has been deleted, the page begins with the jobs of its millisecond, with which its id begins.
WITH found AS MATERIALIZED (
  SELECT id FROM job_texts WHERE organization = :organization AND instr(text, :text) > 0)
SELECT id, organization, key_id, data_model, data_model_version, data_model_sha256, lang, time_zone,
  '' AS request, request_id, retry_of, status, submitted_at, started_at, finished_at, not_before, epoch, attempt,
  '' AS log, failure_code, failure_message, file, output_file_name, output_mime_type, rows, bytes,
  sha256, expires_at, '' AS remarks,
  iif(json_valid(request), coalesce(request ->> '$.organizationUid', ''), '') AS data_of, extent, postponed
FROM jobs INDEXED BY jobs_listed
WHERE organization = :organization
  AND (:before IS NULL OR number < coalesce(
    (SELECT number FROM jobs WHERE id = :before AND organization = :organization),
    (SELECT max(number) + 1 FROM jobs
     WHERE organization = :organization AND substr(id, 1, 13) <= substr(:before, 1, 13))))
  AND (:statuses IS NULL OR status IN (SELECT value FROM json_each(:statuses)))
  AND (:data_model IS NULL OR data_model = :data_model)
  AND (:keys IS NULL OR key_id IN (SELECT value FROM json_each(:keys)))
  AND (:since IS NULL OR submitted_at >= :since)
  AND (:until IS NULL OR submitted_at < :until)
  AND (:text IS NULL
    OR title_text IN (SELECT id FROM found) OR name_text IN (SELECT id FROM found))
  AND (:key_1 IS NULL OR number IN (
    SELECT number FROM job_parameters
    WHERE organization = :organization AND key = :key_1 AND value = :value_1))
  AND (:key_2 IS NULL OR number IN (
    SELECT number FROM job_parameters
    WHERE organization = :organization AND key = :key_2 AND value = :value_2))
  AND (:key_3 IS NULL OR number IN (
    SELECT number FROM job_parameters
    WHERE organization = :organization AND key = :key_3 AND value = :value_3))
ORDER BY number DESC
LIMIT :limit
