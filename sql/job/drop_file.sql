UPDATE jobs SET file = NULL WHERE number = :number
