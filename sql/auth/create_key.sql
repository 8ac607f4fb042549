INSERT INTO api_keys
  (id, organization, label, sha256, scopes, created_at, expires_at, models, reaches_below, lineage)
VALUES
  (:id, :organization, :label, :sha256, :scopes, :created_at, :expires_at, :models, :reaches_below,
   :lineage)
