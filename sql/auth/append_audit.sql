INSERT INTO audit (at, action, organization, key_id, peer, request_id, target, detail)
VALUES (:at, :action, :organization, :key_id, :peer, :request_id, :target, :detail)
