SELECT id, secret FROM signing_keys ORDER BY id DESC LIMIT 1
