-- One company's output tax by month and branch, rounded on each line as it was invoiced. Credit
-- notes stand apart as adjustments; cancelled invoices are left out. Amounts are halalas.
SELECT
  substr(i.issued_on, 1, 7) AS month,
  date(i.issued_on, 'start of month', '+1 month', '-1 day') AS month_end,
  b.code AS branch_code, b.name_en AS branch_en, b.name_ar AS branch_ar,
  count(DISTINCT i.id) AS documents,
  sum(CASE i.kind WHEN 'invoice' THEN l.net_halalas ELSE 0 END) AS sales,
  sum(CASE i.kind WHEN 'invoice' THEN l.vat_halalas ELSE 0 END) AS sales_vat,
  sum(CASE i.kind WHEN 'credit_note' THEN l.net_halalas ELSE 0 END) AS adjustments,
  sum(CASE i.kind WHEN 'credit_note' THEN l.vat_halalas ELSE 0 END) AS adjustments_vat,
  l.vat_basis_points / 10000.0 AS vat_rate,
  sum(l.net_halalas) AS net_sales,
  sum(l.vat_halalas) AS vat_due
FROM invoices AS i
JOIN organizations AS o ON o.id = i.organization_id
JOIN branches AS b ON b.id = i.branch_id
JOIN invoice_lines AS l ON l.invoice_id = i.id
WHERE o.uid = :organization_uid
  AND i.issued_on BETWEEN :period_from AND :period_to
  AND i.status <> 'cancelled'
GROUP BY month, b.id, l.vat_basis_points
