-- SQL that all databases read alike.
SELECT id, code, name_en, name_ar, city, status, quantity, amount, fee, rate, active, day, moment, stamped, clock, unit, charge
FROM all_types
WHERE 1 = 1
  [[ AND day BETWEEN :period_from AND :period_to ]]
  [[ AND status IN (:statuses) ]]
  [[ AND quantity >= :least ]]
  [[ AND CAST(amount AS DECIMAL(18,2)) > :above ]]
  [[ AND (code = :code OR city = :code) ]]
  [[ AND moment >= :since ]]
