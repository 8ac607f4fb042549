-- All but the newest two.
DELETE FROM signing_keys
WHERE id NOT IN (SELECT id FROM signing_keys ORDER BY id DESC LIMIT 2)
