UPDATE jobs
SET status = 'completed', finished_at = :now, log = log || :lines, remarks = :remarks, file = :file,
  output_file_name = :output_file_name, output_mime_type = :output_mime_type, rows = :rows,
  bytes = :bytes, sha256 = :sha256, expires_at = :expires_at, took = :took, forget_at = :forget_at,
  extent = iif(:extent = '', extent, :extent),
  name_text = (
    SELECT job_texts.id FROM job_texts
    WHERE job_texts.organization = jobs.organization AND text = :name_text)
WHERE id = :id AND status = 'running' AND epoch = :epoch AND attempt = :attempt
