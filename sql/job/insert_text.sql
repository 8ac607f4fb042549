INSERT OR IGNORE INTO job_texts (organization, text, jobs) VALUES (:organization, :text, 0)
