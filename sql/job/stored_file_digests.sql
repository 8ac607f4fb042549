SELECT file, sha256 FROM jobs WHERE file IS NOT NULL ORDER BY number
