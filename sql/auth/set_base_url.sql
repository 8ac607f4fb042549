UPDATE installation SET base_url = :base_url
