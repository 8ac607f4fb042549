DELETE FROM jobs
WHERE number IN (
  SELECT number FROM jobs
  WHERE forget_at IS NOT NULL AND forget_at <= :now AND file IS NULL ORDER BY forget_at LIMIT :limit)
