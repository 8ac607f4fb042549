SELECT voucher, posted_on, entry_en, entry_ar, credit FROM cash
  WHERE credit > 0 AND posted_on BETWEEN :period_from AND :period_to ORDER BY posted_on, voucher
