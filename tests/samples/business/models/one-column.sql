SELECT item_en, item_ar FROM documents ORDER BY item_en LIMIT 6
