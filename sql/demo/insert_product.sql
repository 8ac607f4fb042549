INSERT INTO products (
  id, sku, barcode, name_en, name_ar, category_en, category_ar, unit_en, unit_ar, price_halalas,
  weight_grams
) VALUES (
  :id, :sku, :barcode, :name_en, :name_ar, :category_en, :category_ar, :unit_en, :unit_ar,
  :price_halalas, :weight_grams
);
