-- Who is signed in: sessions of people in a browser, the links that begin them.

-- The name of this installation in its cookie: servers on one host share a browser's cookies.
CREATE TABLE installation (
  id TEXT PRIMARY KEY,
  base_url TEXT NOT NULL DEFAULT ''    -- of the server when it last started
) STRICT;

INSERT INTO installation (id) VALUES (lower(hex(randomblob(8))));

-- The first of the keys that were rotated into this one: what belongs to a key follows its rotation.
ALTER TABLE api_keys ADD COLUMN lineage TEXT NOT NULL DEFAULT '';

WITH RECURSIVE chain (id, first) AS (
  SELECT id, id FROM api_keys
  WHERE id NOT IN (SELECT detail FROM audit WHERE action = 'key.rotated')
  UNION
  SELECT audit.detail, chain.first FROM chain
  JOIN audit ON audit.action = 'key.rotated' AND audit.target = chain.id
)
UPDATE api_keys
SET lineage = coalesce((SELECT first FROM chain WHERE chain.id = api_keys.id), id);

CREATE INDEX api_keys_by_lineage ON api_keys (lineage);

CREATE TABLE sessions (
  id TEXT PRIMARY KEY,                 -- UUID of version 7
  sha256 BLOB NOT NULL UNIQUE,         -- of the cookie's token; the token itself is nowhere
  key_id TEXT NOT NULL,                -- the key whose rights it has
  stays INTEGER NOT NULL,              -- "stay signed in on this device"
  device TEXT NOT NULL,                -- what the browser says that it is
  created_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,       -- by a person, to the minute
  ended_at INTEGER                     -- signed out
) STRICT;

CREATE INDEX sessions_of_key ON sessions (key_id);
CREATE INDEX sessions_by_use ON sessions (last_used_at);

-- A link that signs in once; the row goes with its use.
CREATE TABLE sign_in_links (
  sha256 BLOB PRIMARY KEY,             -- of the link's token
  key_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER                   -- NULL: valid until its use
) STRICT, WITHOUT ROWID;
