-- The values of a job's parameters, as texts. Instance ids, long values and the values after the
-- first hundred of a parameter are left out. The request is in canonical form: {"value": x},
-- {"values": [x, y]} or {"from": a, "to": b}. A range is written as ISO 8601 does:
-- 2026-01-01/2026-01-31, 2026-01-01/..
INSERT OR IGNORE INTO job_parameters (number, key, value, organization)
SELECT jobs.number, json_extract(parameter.value, '$.key') AS key,
  CASE one.type
    WHEN 'true' THEN 'true'
    WHEN 'false' THEN 'false'
    WHEN 'object' THEN coalesce(json_extract(one.value, '$.from'), '..') || '/' ||
      coalesce(json_extract(one.value, '$.to'), '..')
    WHEN 'real' THEN one.json -> one.fullkey  -- as it is written
    ELSE CAST(one.atom AS TEXT)
  END AS value,
  jobs.organization
FROM jobs,
  json_each(iif(json_valid(jobs.request), jobs.request, '{}'), '$.parameters') AS parameter,
  json_each(
    iif(json_type(parameter.value, '$.value.values') IS NULL
          AND json_type(parameter.value, '$.value.value') IS NULL,
        json_array(json_extract(parameter.value, '$.value')), parameter.value),
    CASE
      WHEN json_type(parameter.value, '$.value.values') IS NOT NULL THEN '$.value.values'
      WHEN json_type(parameter.value, '$.value.value') IS NOT NULL THEN '$.value.value'
      ELSE '$'
    END) AS one
WHERE jobs.id = :id AND parameter.type = 'object'
  AND json_extract(parameter.value, '$.key') <> 'instanceIds'
  AND one.type NOT IN ('null', 'array')
  AND (typeof(one.key) <> 'integer' OR one.key < 100)
  AND (one.type <> 'text' OR length(one.value) <= 200)
