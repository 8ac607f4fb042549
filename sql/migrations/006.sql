-- The restrictions of a key, its last use, and the audit.

ALTER TABLE api_keys ADD COLUMN models TEXT NOT NULL DEFAULT '';            -- separated by blanks; empty: all
ALTER TABLE api_keys ADD COLUMN reaches_below INTEGER NOT NULL DEFAULT 1;   -- organizations below its own
ALTER TABLE api_keys ADD COLUMN last_used_at INTEGER;                       -- to the minute

-- Keys that could submit could cancel, too, until that became a scope.
UPDATE api_keys SET scopes = scopes || ' cancel' WHERE ' ' || scopes || ' ' LIKE '% submit %';

CREATE TABLE audit (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  action TEXT NOT NULL,
  organization TEXT NOT NULL,          -- empty where nobody knows it
  key_id TEXT NOT NULL,                -- empty where it was no caller with a key
  peer TEXT NOT NULL,                  -- the address it came from, or the user of a command
  request_id TEXT NOT NULL,
  target TEXT NOT NULL,                -- what it was done to
  detail TEXT NOT NULL
) STRICT;

CREATE INDEX audit_of_organization ON audit (organization, number);

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit is never changed');
END;

CREATE TRIGGER audit_is_never_cut BEFORE DELETE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit is never cut');
END;

-- In the transaction of the job itself: every accepted job has its audit entry.
CREATE TRIGGER jobs_are_audited AFTER INSERT ON jobs
BEGIN
  INSERT INTO audit (at, action, organization, key_id, peer, request_id, target, detail)
  VALUES (new.submitted_at, 'job.submitted', new.organization, new.key_id, '', new.request_id,
          new.id, new.data_model);
END;
