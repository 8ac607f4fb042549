SELECT file, bytes FROM jobs WHERE file IS NOT NULL
