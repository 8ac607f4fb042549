SELECT item_en, item_ar, amount FROM documents ORDER BY item_en
