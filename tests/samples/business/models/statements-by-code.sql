SELECT 10040 + id AS supplier, customer_en, customer_ar, posted_on, document, entry_en,
  entry_ar, debit, credit, balance
FROM statements ORDER BY id, posted_on, document
