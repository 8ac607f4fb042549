SELECT part_en, part_ar, sales, returns FROM parts WHERE kind = 'line' ORDER BY place
