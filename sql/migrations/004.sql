-- The data model to the letter, as it stood when the job was accepted: SHA-256 of its files, in hex.
ALTER TABLE jobs ADD COLUMN data_model_sha256 TEXT NOT NULL DEFAULT '';
