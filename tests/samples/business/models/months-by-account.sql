SELECT code, account_en, account_ar,
  m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12,
  year, budget, variance, variance_rate, previous, change
FROM months WHERE :year > 0 ORDER BY code
