-- Times are microseconds since 1970-01-01 UTC.

CREATE TABLE jobs (
  number INTEGER PRIMARY KEY,          -- the order of submission, also when the clock is set back
  id TEXT NOT NULL UNIQUE,             -- UUID of version 7
  organization TEXT NOT NULL,          -- whose job it is: the header's, which is the key's
  key_id TEXT NOT NULL,
  data_model TEXT NOT NULL,
  data_model_version INTEGER NOT NULL,
  lang TEXT NOT NULL,
  time_zone TEXT NOT NULL,             -- IANA name: that of the log's dates
  request TEXT NOT NULL,               -- the checked `params`, as JSON
  status TEXT NOT NULL DEFAULT 'pending'
    CHECK (status IN ('pending', 'running', 'completed', 'failed', 'canceled')),
  submitted_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER,
  epoch INTEGER,                       -- the start of the process that claimed it; with attempt, the fence
  attempt INTEGER NOT NULL DEFAULT 0,
  log TEXT NOT NULL,                   -- dated lines in the job's language
  failure_code TEXT,
  failure_message TEXT,
  file TEXT,                           -- the name in the spool
  output_file_name TEXT,               -- the name that a person sees
  output_mime_type TEXT,
  rows INTEGER,
  bytes INTEGER,
  sha256 TEXT,
  expires_at INTEGER
) STRICT;

CREATE INDEX jobs_by_status ON jobs (status, number);

CREATE TABLE api_keys (
  id TEXT PRIMARY KEY,
  organization TEXT NOT NULL,
  label TEXT NOT NULL,
  sha256 BLOB NOT NULL UNIQUE,         -- of the whole key; the key itself is nowhere
  scopes TEXT NOT NULL,                -- separated by blanks: submit read
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER
) STRICT;

CREATE TABLE signing_keys (
  id INTEGER PRIMARY KEY,
  secret BLOB NOT NULL,                -- 256 random bits for HMAC-SHA-256 over download links
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE starts (
  epoch INTEGER PRIMARY KEY,           -- one row for each start of the server on this database
  started_at INTEGER NOT NULL
) STRICT;
