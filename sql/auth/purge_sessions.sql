DELETE FROM sessions WHERE last_used_at < :before
