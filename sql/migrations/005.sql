-- The warnings of a finished report, one per line: a code and a sentence in the job's language.
ALTER TABLE jobs ADD COLUMN remarks TEXT NOT NULL DEFAULT '';
