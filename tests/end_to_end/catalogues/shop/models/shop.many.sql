WITH RECURSIVE step(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM step WHERE n < :rows)
SELECT n, hex(n * 7919) AS word FROM step
