SELECT reference, bank_en, bank_ar, iban, currency, balance, credit_limit AS "limit", available,
  rate, riyals
FROM treasury ORDER BY bank_en, currency, reference
