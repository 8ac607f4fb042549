SELECT key_id FROM sign_in_links WHERE sha256 = :sha256
