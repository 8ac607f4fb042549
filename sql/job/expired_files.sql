SELECT number, file FROM jobs WHERE file IS NOT NULL AND expires_at <= :now ORDER BY expires_at LIMIT :limit
