SELECT number, item_en, item_ar, amount FROM documents ORDER BY number
