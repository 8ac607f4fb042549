SELECT id, customer_en, customer_ar, code, iban, credit_limit, posted_on, document, entry_en,
  entry_ar, debit, credit, balance FROM statements
  WHERE posted_on BETWEEN :period_from AND :period_to ORDER BY id, posted_on, document
