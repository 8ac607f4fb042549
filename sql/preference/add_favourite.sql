INSERT OR IGNORE INTO favourites (lineage, data_model, created_at) VALUES (:lineage, :data_model, :now)
