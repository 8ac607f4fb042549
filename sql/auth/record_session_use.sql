UPDATE sessions SET last_used_at = :now, idle_end = :idle_end
WHERE id = :id AND last_used_at < :now
