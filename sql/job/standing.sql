SELECT status, lang, time_zone FROM jobs WHERE id = :id AND organization = :organization
