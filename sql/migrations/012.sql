-- When a session ends without a further use, by the limit that held at its last one, so that a
-- server with a longer limit does not revive it.
ALTER TABLE sessions ADD COLUMN idle_end INTEGER;
