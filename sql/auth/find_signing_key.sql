SELECT id, secret FROM signing_keys WHERE id = :id
