SELECT reference AS number, bank_en, bank_ar, NULL AS ends_on, balance AS amount,
  'open' AS state FROM treasury WHERE :period_from > :period_to
