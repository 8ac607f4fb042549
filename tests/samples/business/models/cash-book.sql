SELECT posted_on, voucher, entry_en, entry_ar, debit, credit, balance FROM cash
  WHERE posted_on BETWEEN :period_from AND :period_to ORDER BY posted_on, voucher
