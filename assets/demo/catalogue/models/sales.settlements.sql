-- When invoices fell due and when they were paid, of a company and those below it, a row each.
SELECT
  i.id, i.number, i.kind, i.status, i.issued_on, i.due_on, i.paid_at, i.purchase_order, i.notes,
  c.name_en AS customer_en, c.name_ar AS customer_ar, i.total_halalas / 100.0 AS total
FROM invoices AS i
JOIN organizations AS o ON o.id = i.organization_id
JOIN customers AS c ON c.id = i.customer_id
WHERE o.uid IN (:organization_uid)
  AND i.status <> 'cancelled'
  AND i.issued_on BETWEEN :period_from AND :period_to
  [[ AND i.status IN (:status) ]]
