DELETE FROM jobs WHERE id = :id AND organization = :organization
