-- What was sold and taken back, a row for each line; cancelled invoices are left out.
SELECT
  l.id, i.number, l.position AS line, i.issued_on,
  c.name_en AS customer_en, c.name_ar AS customer_ar,
  p.sku, p.barcode, p.name_en AS product_en, p.name_ar AS product_ar,
  p.category_en, p.category_ar, p.unit_en, p.unit_ar,
  l.quantity, l.quantity * p.weight_grams / 1000.0 AS weight_kg,
  l.unit_price_halalas / 100.0 AS unit_price, l.discount_basis_points / 10000.0 AS discount,
  l.net_halalas / 100.0 AS net, l.vat_basis_points / 10000.0 AS vat_rate,
  l.vat_halalas / 100.0 AS vat, (l.net_halalas + l.vat_halalas) / 100.0 AS total
FROM invoices AS i
JOIN organizations AS o ON o.id = i.organization_id
JOIN branches AS b ON b.id = i.branch_id
JOIN customers AS c ON c.id = i.customer_id
JOIN invoice_lines AS l ON l.invoice_id = i.id
JOIN products AS p ON p.id = l.product_id
WHERE o.uid IN (:organization_uid)
  AND i.issued_on BETWEEN :period_from AND :period_to
  AND i.status <> 'cancelled'
  [[ AND p.sku IN (:product) ]]
  [[ AND b.code IN (:branch) ]]
