SELECT id, number, total FROM sales WHERE organization = :organization_uid
