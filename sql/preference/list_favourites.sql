SELECT data_model FROM favourites WHERE lineage = :lineage
