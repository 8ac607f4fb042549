-- Counts the rows: a database of an older version has no other counts.
SELECT status, count(*) AS jobs FROM jobs GROUP BY status
