SELECT count(*) AS owned FROM saved_requests WHERE organization = :organization AND lineage = :lineage
