UPDATE sessions SET stays = :stays WHERE id = :id
