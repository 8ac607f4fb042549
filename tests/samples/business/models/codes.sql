SELECT code, fiscal_year, hijri_year, account, iban, phone, email, name, page, seats
  FROM codes ORDER BY code
