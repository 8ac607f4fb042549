-- What lies in the branches by how long it has lain there, at cost. Amounts are halalas.
SELECT
  sku, product_en, product_ar, branch_en, branch_ar,
  min(received_on) AS received_on, max(age) AS age, sum(quantity) AS quantity,
  sum(CASE WHEN age <= 30 THEN value ELSE 0 END) AS up_to_30,
  sum(CASE WHEN age BETWEEN 31 AND 90 THEN value ELSE 0 END) AS up_to_90,
  sum(CASE WHEN age BETWEEN 91 AND 180 THEN value ELSE 0 END) AS up_to_180,
  sum(CASE WHEN age BETWEEN 181 AND 365 THEN value ELSE 0 END) AS up_to_365,
  sum(CASE WHEN age > 365 THEN value ELSE 0 END) AS older,
  sum(value) AS value
FROM (
  SELECT
    p.id AS product, b.id AS branch, p.sku, p.name_en AS product_en, p.name_ar AS product_ar,
    b.name_en AS branch_en, b.name_ar AS branch_ar, l.received_on, l.quantity,
    CAST(julianday(:asOf) - julianday(l.received_on) AS INTEGER) AS age,
    l.quantity * l.unit_cost_halalas AS value
  FROM stock_lots AS l
  JOIN products AS p ON p.id = l.product_id
  JOIN branches AS b ON b.id = l.branch_id
  JOIN organizations AS o ON o.id = b.organization_id
  WHERE o.uid IN (:organization_uid) AND l.received_on <= :asOf
)
GROUP BY product, branch
