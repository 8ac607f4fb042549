-- When a job's source first accepted no connection, and how many of the job's claims ended so.
ALTER TABLE jobs ADD COLUMN unreachable_since INTEGER;
ALTER TABLE jobs ADD COLUMN postponed INTEGER NOT NULL DEFAULT 0;
