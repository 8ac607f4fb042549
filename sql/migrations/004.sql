-- SHA-256 of the data model's files when the job was accepted, in hex.
ALTER TABLE jobs ADD COLUMN data_model_sha256 TEXT NOT NULL DEFAULT '';
