-- Whose a job is and where it stands, for the news of what was done to it.
SELECT organization, status FROM jobs WHERE id = :id
