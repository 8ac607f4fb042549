UPDATE sessions SET stays = :stays, idle_end = :idle_end WHERE id = :id
