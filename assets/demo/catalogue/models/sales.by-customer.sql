-- Each customer's sales in the period, less credit notes; cancelled invoices are left out.
SELECT
  c.code, c.name_en AS customer_en, c.name_ar AS customer_ar, c.city_en, c.city_ar,
  o.name_en AS organization_en, o.name_ar AS organization_ar,
  count(*) FILTER (WHERE i.kind = 'invoice') AS invoices,
  count(*) FILTER (WHERE i.kind = 'credit_note') AS credit_notes,
  sum(i.net_halalas) / 100.0 AS net, sum(i.vat_halalas) / 100.0 AS vat,
  sum(i.total_halalas) / 100.0 AS total,
  round(avg(i.total_halalas) FILTER (WHERE i.kind = 'invoice')) / 100.0 AS average,
  coalesce(sum(i.total_halalas) FILTER (WHERE i.status = 'overdue'), 0) / 100.0 AS overdue,
  round(1.0 * coalesce(sum(i.total_halalas) FILTER (WHERE i.status = 'overdue'), 0)
    / nullif(sum(i.total_halalas) FILTER (WHERE i.kind = 'invoice'), 0), 4) AS overdue_share,
  max(i.issued_on) FILTER (WHERE i.kind = 'invoice') AS last_invoice_on
FROM invoices AS i
JOIN customers AS c ON c.id = i.customer_id
JOIN organizations AS o ON o.id = i.organization_id
WHERE o.uid IN (:organization_uid)
  AND i.issued_on BETWEEN :period_from AND :period_to
  AND i.status <> 'cancelled'
GROUP BY c.id, o.id
HAVING count(*) > 0 [[ AND sum(i.total_halalas) / 100.0 >= :minimumTotal ]]
