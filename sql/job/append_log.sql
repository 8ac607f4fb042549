UPDATE jobs SET log = log || :lines WHERE id = :id
