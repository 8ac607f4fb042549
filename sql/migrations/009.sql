-- When a job first found that its source takes no connection, and how many of its claims ended so.
ALTER TABLE jobs ADD COLUMN unreachable_since INTEGER;
ALTER TABLE jobs ADD COLUMN postponed INTEGER NOT NULL DEFAULT 0;
