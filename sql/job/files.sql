SELECT file FROM jobs WHERE status = 'completed' AND file IS NOT NULL
