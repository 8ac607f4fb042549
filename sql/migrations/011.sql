-- Filters of the list of jobs, counts by status, and what callers keep for themselves.

-- The number of jobs by status, so that metrics count no rows.
ALTER TABLE loads ADD COLUMN running INTEGER NOT NULL DEFAULT 0;
ALTER TABLE loads ADD COLUMN completed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE loads ADD COLUMN failed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE loads ADD COLUMN canceled INTEGER NOT NULL DEFAULT 0;

UPDATE loads
SET running = counted.running, completed = counted.completed, failed = counted.failed,
  canceled = counted.canceled
FROM (
  SELECT organization, sum(status = 'running') AS running, sum(status = 'completed') AS completed,
    sum(status = 'failed') AS failed, sum(status = 'canceled') AS canceled
  FROM jobs
  GROUP BY organization) AS counted
WHERE counted.organization = loads.organization;

DROP TRIGGER jobs_load_when_inserted;
DROP TRIGGER jobs_load_when_changed;
DROP TRIGGER jobs_load_when_deleted;

CREATE TRIGGER jobs_load_when_inserted AFTER INSERT ON jobs
BEGIN
  INSERT INTO loads (organization, pending, running, completed, failed, canceled, bytes)
  VALUES (new.organization, new.status = 'pending', new.status = 'running',
          new.status = 'completed', new.status = 'failed', new.status = 'canceled',
          iif(new.file IS NULL, 0, new.bytes))
  ON CONFLICT (organization) DO UPDATE
  SET pending = pending + excluded.pending, running = running + excluded.running,
    completed = completed + excluded.completed, failed = failed + excluded.failed,
    canceled = canceled + excluded.canceled, bytes = bytes + excluded.bytes;
END;

CREATE TRIGGER jobs_load_when_changed AFTER UPDATE OF status, file, bytes ON jobs
BEGIN
  UPDATE loads
  SET pending = pending + (new.status = 'pending') - (old.status = 'pending'),
    running = running + (new.status = 'running') - (old.status = 'running'),
    completed = completed + (new.status = 'completed') - (old.status = 'completed'),
    failed = failed + (new.status = 'failed') - (old.status = 'failed'),
    canceled = canceled + (new.status = 'canceled') - (old.status = 'canceled'),
    bytes = bytes + iif(new.file IS NULL, 0, new.bytes) - iif(old.file IS NULL, 0, old.bytes)
  WHERE organization = new.organization;
END;

CREATE TRIGGER jobs_load_when_deleted AFTER DELETE ON jobs
BEGIN
  UPDATE loads
  SET pending = pending - (old.status = 'pending'), running = running - (old.status = 'running'),
    completed = completed - (old.status = 'completed'), failed = failed - (old.status = 'failed'),
    canceled = canceled - (old.status = 'canceled'),
    bytes = bytes - iif(old.file IS NULL, 0, old.bytes)
  WHERE organization = old.organization;
END;

-- The texts that a search of the list reads: few titles and file names belong to many jobs.
CREATE TABLE job_texts (
  id INTEGER PRIMARY KEY,
  organization TEXT NOT NULL,
  text TEXT NOT NULL,                  -- folded for search (language/search_fold.h)
  jobs INTEGER NOT NULL,               -- that refer to it
  UNIQUE (organization, text)
) STRICT;

ALTER TABLE jobs ADD COLUMN title_text INTEGER;   -- job_texts.id: the titles when it was submitted
ALTER TABLE jobs ADD COLUMN name_text INTEGER;    -- the same: output_file_name

-- SQLite folds ASCII only. The titles of older jobs are unknown.
INSERT INTO job_texts (organization, text, jobs)
SELECT organization, lower(output_file_name) AS text, count(*)
FROM jobs
WHERE output_file_name IS NOT NULL
GROUP BY organization, text;

UPDATE jobs
SET name_text = (
  SELECT id FROM job_texts
  WHERE job_texts.organization = jobs.organization AND text = lower(output_file_name))
WHERE output_file_name IS NOT NULL;

CREATE TRIGGER job_texts_when_inserted AFTER INSERT ON jobs
BEGIN
  UPDATE job_texts SET jobs = jobs + 1 WHERE id = new.title_text;
  UPDATE job_texts SET jobs = jobs + 1 WHERE id = new.name_text;
END;

CREATE TRIGGER job_texts_when_changed AFTER UPDATE OF name_text ON jobs
BEGIN
  UPDATE job_texts SET jobs = jobs + 1 WHERE id = new.name_text;
  UPDATE job_texts SET jobs = jobs - 1 WHERE id = old.name_text;
  DELETE FROM job_texts WHERE id = old.name_text AND jobs = 0;
END;

CREATE TRIGGER job_texts_when_deleted AFTER DELETE ON jobs
BEGIN
  UPDATE job_texts SET jobs = jobs - 1 WHERE id = old.title_text;
  UPDATE job_texts SET jobs = jobs - 1 WHERE id = old.name_text;
  DELETE FROM job_texts WHERE id IN (old.title_text, old.name_text) AND jobs = 0;
END;

-- The list reads this index alone, whatever its filters are, and rows only of jobs that match.
CREATE INDEX jobs_listed ON jobs
  (organization, number, status, data_model, key_id, submitted_at, title_text, name_text);
DROP INDEX jobs_of_organization;

-- The values of parameters, as texts: see sql/job/insert_parameters.sql.
CREATE TABLE job_parameters (
  number INTEGER NOT NULL,             -- of the job
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  organization TEXT NOT NULL,
  PRIMARY KEY (number, key, value)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO job_parameters (number, key, value, organization)
SELECT jobs.number, json_extract(parameter.value, '$.key') AS key,
  CASE one.type
    WHEN 'true' THEN 'true'
    WHEN 'false' THEN 'false'
    WHEN 'object' THEN coalesce(json_extract(one.value, '$.from'), '..') || '/' ||
      coalesce(json_extract(one.value, '$.to'), '..')
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
WHERE parameter.type = 'object'
  AND json_extract(parameter.value, '$.key') <> 'instanceIds'
  AND one.type NOT IN ('null', 'array')
  AND (typeof(one.key) <> 'integer' OR one.key < 100)
  AND (one.type <> 'text' OR length(one.value) <= 200);

CREATE INDEX job_parameters_by_value ON job_parameters (organization, key, value, number);

CREATE TRIGGER job_parameters_when_deleted AFTER DELETE ON jobs
BEGIN
  DELETE FROM job_parameters WHERE number = old.number;
END;

-- The data models that a key's holder marked.
CREATE TABLE favourites (
  lineage TEXT NOT NULL,               -- as in api_keys
  data_model TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (lineage, data_model)
) STRICT, WITHOUT ROWID;

-- Named requests, for their owner or for all keys of the organization.
CREATE TABLE saved_requests (
  id TEXT PRIMARY KEY,                 -- UUID of version 7
  organization TEXT NOT NULL,
  lineage TEXT NOT NULL,               -- the owner, as in api_keys
  is_shared INTEGER NOT NULL,          -- with the organization
  name TEXT NOT NULL,
  data_model TEXT NOT NULL,
  params TEXT NOT NULL,                -- as they were sent, as JSON
  version INTEGER NOT NULL DEFAULT 1,  -- counts changes
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

-- A name belongs to one saved request of a data model: among the owner's own, and among the shared.
CREATE UNIQUE INDEX saved_requests_by_name ON saved_requests
  (organization, iif(is_shared, '', lineage), data_model, name);
