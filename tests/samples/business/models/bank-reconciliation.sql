SELECT posted_on, reference, entry_en, entry_ar, state, book_balance, outstanding, adjusted,
  bank FROM bank WHERE posted_on BETWEEN :period_from AND :period_to ORDER BY posted_on, reference
