-- The text of a job's file name.
INSERT OR IGNORE INTO job_texts (organization, text, jobs)
SELECT organization, :text, 0 FROM jobs WHERE id = :id
