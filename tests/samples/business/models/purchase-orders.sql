SELECT number, placed_on, supplier_en, supplier_ar, vat_number, item_en, item_ar, terms_en,
  terms_ar, remarks_en, remarks_ar,
  unit_en, unit_ar, quantity, price, discount, net, vat, total, status, buyer_en, buyer_ar
FROM purchase_orders WHERE placed_on BETWEEN :period_from AND :period_to ORDER BY number
