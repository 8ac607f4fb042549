-- Cancel, retry, scheduling, retention and quotas.

ALTER TABLE jobs ADD COLUMN request_id TEXT NOT NULL DEFAULT '';     -- the HTTP request that submitted it
ALTER TABLE jobs ADD COLUMN retry_of TEXT;                           -- the id of an ended job
ALTER TABLE jobs ADD COLUMN not_before INTEGER;                      -- pending until a fault may have passed
ALTER TABLE jobs ADD COLUMN model_slots INTEGER;                     -- of its data model at once; NULL: any number
ALTER TABLE jobs ADD COLUMN is_large INTEGER NOT NULL DEFAULT 0;     -- expected to take its time
ALTER TABLE jobs ADD COLUMN took INTEGER;                            -- microseconds of work, by a steady clock
ALTER TABLE jobs ADD COLUMN forget_at INTEGER;                       -- when an ended job's row goes

-- A completed job without a file is one whose file has been removed.
UPDATE jobs SET forget_at = coalesce(expires_at, finished_at + 604800000000) + 2592000000000
WHERE status IN ('completed', 'failed', 'canceled');

-- All transitions of a job's status; a status without a row here is terminal.
CREATE TABLE job_transitions (
  status TEXT NOT NULL,
  next TEXT NOT NULL,
  PRIMARY KEY (status, next)
) STRICT, WITHOUT ROWID;

INSERT INTO job_transitions (status, next) VALUES
  ('pending', 'running'),
  ('pending', 'canceled'),
  ('running', 'pending'),
  ('running', 'completed'),
  ('running', 'failed'),
  ('running', 'canceled');

CREATE TRIGGER jobs_keep_to_transitions BEFORE UPDATE OF status ON jobs
WHEN old.status <> new.status AND NOT EXISTS (
  SELECT 1 FROM job_transitions WHERE status = old.status AND next = new.status)
BEGIN
  SELECT RAISE(ABORT, 'a job never changes its status so');
END;

-- The organizations take turns: a larger number is a later turn.
CREATE TABLE turns (
  organization TEXT PRIMARY KEY,
  turn INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE idempotency_keys (
  organization TEXT NOT NULL,
  key TEXT NOT NULL,
  sha256 BLOB NOT NULL,                -- of what was asked under it
  job_id TEXT NOT NULL,                -- stays the answer when the job is deleted
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (organization, key)
) STRICT, WITHOUT ROWID;

-- They contain the status, so that a claim reads only these indexes.
CREATE INDEX jobs_pending ON jobs
  (organization, number, not_before, is_large, model_slots, data_model, status)
  WHERE status = 'pending';
CREATE INDEX jobs_running ON jobs (organization, data_model, is_large, started_at, status)
  WHERE status = 'running';
CREATE INDEX jobs_of_organization ON jobs (organization, number);
CREATE INDEX jobs_worked_on ON jobs (organization, data_model, number, took) WHERE took IS NOT NULL;
CREATE INDEX jobs_with_file ON jobs (organization, bytes) WHERE file IS NOT NULL;
CREATE INDEX jobs_by_expiry ON jobs (expires_at) WHERE file IS NOT NULL;
CREATE INDEX jobs_by_end ON jobs (forget_at) WHERE forget_at IS NOT NULL;
