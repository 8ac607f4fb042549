SELECT number FROM sales WHERE organization = :organization_uid
