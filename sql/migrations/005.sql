-- What the reader of a finished report has to know of it: a line each, a code and a sentence in the job's language.
ALTER TABLE jobs ADD COLUMN remarks TEXT NOT NULL DEFAULT '';
