SELECT part_en, part_ar, sales, returns FROM parts WHERE kind = 'pie' ORDER BY place
