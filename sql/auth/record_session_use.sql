UPDATE sessions SET last_used_at = :now WHERE id = :id AND last_used_at < :now
