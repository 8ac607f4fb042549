-- What each customer owed before the period, was invoiced and credited in it, and paid; with the
-- balance after each entry. Amounts are halalas.
WITH entries AS (
  SELECT i.customer_id, i.issued_on AS posted_on, 1 AS step, i.kind, i.number AS document,
    max(i.total_halalas, 0) AS debit, max(-i.total_halalas, 0) AS credit
  FROM invoices AS i
  WHERE i.status <> 'cancelled' AND i.issued_on <= :period_to
  UNION ALL
  SELECT i.customer_id, substr(i.paid_at, 1, 10), 2, 'payment', i.number,
    max(-i.total_halalas, 0), max(i.total_halalas, 0)
  FROM invoices AS i
  WHERE i.status = 'paid' AND substr(i.paid_at, 1, 10) <= :period_to
),
statement AS (
  SELECT customer_id, :period_from AS posted_on, 0 AS step, 'opening' AS kind, NULL AS document,
    max(sum(debit - credit), 0) AS debit, max(sum(credit - debit), 0) AS credit
  FROM entries WHERE posted_on < :period_from GROUP BY customer_id
  UNION ALL
  SELECT customer_id, posted_on, step, kind, document, debit, credit
  FROM entries WHERE posted_on >= :period_from
  UNION ALL
  SELECT DISTINCT customer_id, :period_to, 3, 'closing', NULL, NULL, NULL FROM entries
)
SELECT
  s.customer_id, c.code, c.vat_number,
  c.name_en AS customer_en, c.name_ar AS customer_ar, c.city_en, c.city_ar,
  s.posted_on, s.kind, s.document, s.debit, s.credit,
  row_number() OVER sequence AS line,
  sum(coalesce(s.debit - s.credit, 0)) OVER sequence AS balance
FROM statement AS s
JOIN customers AS c ON c.id = s.customer_id
JOIN organizations AS o ON o.id = c.organization_id
WHERE o.uid IN (:organization_uid)
WINDOW sequence AS (
  PARTITION BY s.customer_id ORDER BY s.posted_on, s.step, s.document ROWS UNBOUNDED PRECEDING
)
