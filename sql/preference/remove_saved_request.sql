DELETE FROM saved_requests WHERE id = :id AND organization = :organization
