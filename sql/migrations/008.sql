-- "GBI1": a source of data models may not be a database of this program, nor a copy of one.
PRAGMA application_id = 1195526449;

-- The digest of the rows that a job may read, and the address of its client.
ALTER TABLE jobs ADD COLUMN extent TEXT NOT NULL DEFAULT '';   -- SHA-256 of model::Extent, in hex; empty: of before
ALTER TABLE jobs ADD COLUMN peer TEXT NOT NULL DEFAULT '';     -- an address

-- From a key to its successor.
CREATE INDEX audit_rotations ON audit (target, number) WHERE action = 'key.rotated';

DROP TRIGGER jobs_are_audited;

-- In the transaction of the job itself: every accepted job has its audit entry.
CREATE TRIGGER jobs_are_audited AFTER INSERT ON jobs
BEGIN
  INSERT INTO audit (at, action, organization, key_id, peer, request_id, target, detail)
  VALUES (new.submitted_at, 'job.submitted', new.organization, new.key_id, new.peer, new.request_id,
          new.id, new.data_model);
END;
