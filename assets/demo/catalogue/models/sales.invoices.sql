-- Invoices and credit notes of a company and those below it, a row each.
SELECT
  i.id, i.number, i.status, i.issued_on,
  b.name_en AS branch_en, b.name_ar AS branch_ar,
  c.name_en AS customer_en, c.name_ar AS customer_ar, c.vat_number AS customer_vat,
  i.net_halalas / 100.0 AS net, i.vat_halalas / 100.0 AS vat, i.total_halalas / 100.0 AS total
FROM invoices AS i
JOIN organizations AS o ON o.id = i.organization_id
JOIN branches AS b ON b.id = i.branch_id
JOIN customers AS c ON c.id = i.customer_id
WHERE o.uid IN (:organization_uid)
  AND i.status <> 'cancelled'
  AND i.issued_on BETWEEN :period_from AND :period_to
  [[ AND i.status IN (:status) ]]
  [[ AND b.code IN (:branch) ]]
