-- An unbounded job is large when one of the last ten jobs of its organization and data model took
-- :large_threshold, or when they have finished none yet.
INSERT INTO jobs (id, organization, key_id, data_model, data_model_version, data_model_sha256, lang, time_zone,
  request, request_id, retry_of, submitted_at, log, model_slots, is_large, extent, peer, title_text)
VALUES (:id, :organization, :key_id, :data_model, :data_model_version, :data_model_sha256, :lang, :time_zone,
  :request, :request_id, :retry_of, :submitted_at, :log, :model_slots,
  :is_unbounded = 1 AND coalesce((
    SELECT max(took) FROM (
      SELECT took FROM jobs INDEXED BY jobs_worked_on
      WHERE organization = :organization AND data_model = :data_model AND took IS NOT NULL
      ORDER BY number DESC LIMIT 10)), :large_threshold) >= :large_threshold,
  :extent, :peer,
  (SELECT job_texts.id FROM job_texts
   WHERE job_texts.organization = :organization AND text = :title_text))
