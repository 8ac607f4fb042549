UPDATE jobs
SET expires_at = expires_at + :by, forget_at = forget_at + :by, not_before = not_before + :by,
  unreachable_since = unreachable_since + :by
WHERE forget_at IS NOT NULL OR not_before IS NOT NULL OR unreachable_since IS NOT NULL
