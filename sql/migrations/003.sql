-- The usage that an organization's limits are compared with, kept by triggers: counting it for each
-- submit would take longer than the rest of the submit.

CREATE TABLE loads (
  organization TEXT PRIMARY KEY,
  pending INTEGER NOT NULL,            -- jobs
  bytes INTEGER NOT NULL               -- of its finished files
) STRICT, WITHOUT ROWID;

INSERT INTO loads (organization, pending, bytes)
SELECT organization, sum(status = 'pending'), sum(iif(file IS NULL, 0, bytes))
FROM jobs
GROUP BY organization;

CREATE TRIGGER jobs_load_when_inserted AFTER INSERT ON jobs
BEGIN
  INSERT INTO loads (organization, pending, bytes)
  VALUES (new.organization, new.status = 'pending', iif(new.file IS NULL, 0, new.bytes))
  ON CONFLICT (organization) DO UPDATE
  SET pending = pending + excluded.pending, bytes = bytes + excluded.bytes;
END;

CREATE TRIGGER jobs_load_when_changed AFTER UPDATE OF status, file, bytes ON jobs
BEGIN
  UPDATE loads
  SET pending = pending + (new.status = 'pending') - (old.status = 'pending'),
    bytes = bytes + iif(new.file IS NULL, 0, new.bytes) - iif(old.file IS NULL, 0, old.bytes)
  WHERE organization = new.organization;
END;

CREATE TRIGGER jobs_load_when_deleted AFTER DELETE ON jobs
BEGIN
  UPDATE loads
  SET pending = pending - (old.status = 'pending'),
    bytes = bytes - iif(old.file IS NULL, 0, old.bytes)
  WHERE organization = old.organization;
END;

DROP INDEX jobs_with_file;
