WITH RECURSIVE step(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM step WHERE n < :steps)
SELECT count(*) AS n FROM step
