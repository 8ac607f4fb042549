-- The ledger that follows from the invoices, and a company's other expenses. A positive amount is a
-- debit, a negative one a credit; each pair of postings adds up to zero.
WITH RECURSIVE
months (first_day, last_day) AS (
  SELECT '2024-11-01', '2024-11-30'
  UNION ALL
  SELECT date(first_day, '+1 month'), date(first_day, '+2 months', '-1 day')
  FROM months WHERE first_day < '2026-10-01'
),
-- What was sold or taken back on a day.
sales AS (
  SELECT organization_id, issued_on, kind, sum(net_halalas) AS net, sum(vat_halalas) AS vat
  FROM invoices WHERE status <> 'cancelled' GROUP BY organization_id, issued_on, kind
),
-- What came in, or was given back, on a day.
receipts AS (
  SELECT organization_id, substr(paid_at, 1, 10) AS paid_on, sum(total_halalas) AS amount
  FROM invoices WHERE status = 'paid' GROUP BY organization_id, paid_on
),
-- Goods are bought at the end of each month, for what was sold in it and some more.
purchases AS (
  SELECT s.organization_id, m.last_day, sum(s.net) * 64 / 100 AS net,
    sum(s.net) * 64 / 100 * 15 / 100 AS vat
  FROM sales AS s JOIN months AS m ON s.issued_on BETWEEN m.first_day AND m.last_day
  GROUP BY s.organization_id, m.last_day
),
-- A debit, a credit and the amount of the first organization; the others are smaller.
opening (debit, credit, amount) AS (
  VALUES ('1101', '3101', 250000000), ('1301', '3101', 180000000), ('1501', '3101', 64000000),
    ('1502', '3101', 48500000), ('3201', '1590', 21800000), ('1401', '2101', 12000000),
    ('1102', '1101', 2500000), ('3201', '2401', 16200000)
),
monthly (debit, credit, amount) AS (
  VALUES ('6101', '2301', 11850000), ('2301', '1101', 11850000), ('6102', '1401', 1000000),
    ('1401', '1101', 1000000), ('6103', '1101', 385000), ('6104', '1590', 940000),
    ('6105', '1102', 212500), ('1102', '1101', 212500), ('6106', '1101', 165000),
    ('6107', '1101', 430000), ('6101', '2401', 520000)
),
pairs (organization_id, posted_on, debit, credit, amount) AS (
  SELECT organization_id, issued_on, '1201', '4101', net FROM sales WHERE kind = 'invoice'
  UNION ALL
  SELECT organization_id, issued_on, '1201', '2201', vat FROM sales WHERE kind = 'invoice'
  UNION ALL
  SELECT organization_id, issued_on, '4102', '1201', -net FROM sales WHERE kind = 'credit_note'
  UNION ALL
  SELECT organization_id, issued_on, '2201', '1201', -vat FROM sales WHERE kind = 'credit_note'
  UNION ALL
  SELECT organization_id, issued_on, '5101', '1301', net * 62 / 100 FROM sales
  UNION ALL
  SELECT organization_id, paid_on, '1101', '1201', amount FROM receipts
  UNION ALL
  SELECT organization_id, last_day, '1301', '2101', net FROM purchases
  UNION ALL
  SELECT organization_id, last_day, '2201', '2101', vat FROM purchases
  UNION ALL
  SELECT organization_id, date(last_day, '+20 days'), '2101', '1101', (net + vat) * 9 / 10
  FROM purchases WHERE last_day < '2026-10-01'
  UNION ALL
  SELECT o.id, '2024-11-01', p.debit, p.credit, p.amount / o.id FROM organizations AS o, opening AS p
  UNION ALL
  SELECT o.id, m.last_day, p.debit, p.credit, p.amount / o.id
  FROM organizations AS o, months AS m, monthly AS p
),
postings (organization_id, posted_on, account_code, amount) AS (
  SELECT organization_id, posted_on, debit, amount FROM pairs
  UNION ALL
  SELECT organization_id, posted_on, credit, -amount FROM pairs
)
INSERT INTO journal_lines (
  organization_id, account_code, posted_on, debit_halalas, credit_halalas
)
SELECT organization_id, account_code, posted_on,
  sum(max(amount, 0)), sum(max(-amount, 0))
FROM postings
GROUP BY organization_id, posted_on, account_code
ORDER BY posted_on, organization_id, account_code;
