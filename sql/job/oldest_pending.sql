SELECT submitted_at FROM jobs WHERE status = 'pending' ORDER BY number LIMIT 1
