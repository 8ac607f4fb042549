DELETE FROM favourites WHERE lineage = :lineage AND data_model = :data_model
