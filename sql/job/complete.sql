UPDATE jobs
SET status = 'completed', finished_at = :now, log = log || :lines, remarks = :remarks, file = :file,
  output_file_name = :output_file_name, output_mime_type = :output_mime_type, rows = :rows,
  bytes = :bytes, sha256 = :sha256, expires_at = :expires_at, took = :took, forget_at = :forget_at,
  extent = iif(:extent = '', extent, :extent)
WHERE id = :id AND status = 'running' AND epoch = :epoch AND attempt = :attempt
