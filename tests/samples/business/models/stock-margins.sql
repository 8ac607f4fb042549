SELECT sku, item_en, item_ar, category_en, category_ar, quantity, cost, price, value, profit,
  margin, turnover, weight
FROM stock ORDER BY category_en, sku
