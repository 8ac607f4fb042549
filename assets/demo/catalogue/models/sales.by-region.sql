-- Each branch's sales in the period, less credit notes; cancelled invoices are left out. Amounts are
-- halalas.
SELECT
  b.region_en, b.region_ar, b.name_en AS branch_en, b.name_ar AS branch_ar,
  count(*) FILTER (WHERE i.kind = 'invoice') AS invoices,
  count(DISTINCT i.customer_id) AS customers,
  sum(i.net_halalas) AS net, sum(i.vat_halalas) AS vat, sum(i.total_halalas) AS total,
  1.0 * sum(i.net_halalas) / sum(sum(i.net_halalas)) OVER () AS share
FROM invoices AS i
JOIN branches AS b ON b.id = i.branch_id
JOIN organizations AS o ON o.id = i.organization_id
WHERE o.uid IN (:organization_uid)
  AND i.issued_on BETWEEN :period_from AND :period_to
  AND i.status <> 'cancelled'
GROUP BY b.id
