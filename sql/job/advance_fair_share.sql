INSERT INTO turns (organization, turn)
VALUES (:organization, (SELECT coalesce(max(turn), 0) + 1 FROM turns))
ON CONFLICT (organization) DO UPDATE SET turn = excluded.turn
