WITH RECURSIVE numbers (number) AS (
  SELECT 1
  UNION ALL
  SELECT number + 1 FROM numbers WHERE number < 4000000000)
SELECT max(number) AS number
FROM numbers
