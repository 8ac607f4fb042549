SELECT service_en, service_ar, share, growth, exact, rate, whole, took, opens_at, measured_at,
  is_active, page FROM rates WHERE coalesce(:least, :amount, :count, :longest, :loss,
  :asOf) IS NOT NULL ORDER BY service_en
