SELECT status, jobs, (SELECT submitted_at FROM jobs WHERE number = first) AS oldest_submitted_at
FROM (SELECT status, count(*) AS jobs, min(number) AS first FROM jobs GROUP BY status)
