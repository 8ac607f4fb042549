-- A job's owner and status, for the event of a change.
SELECT organization, status FROM jobs WHERE id = :id
