-- One organization's invoices of a period.
SELECT id, number, customer_en, customer_ar, issued_on, branch, total
FROM invoices
WHERE organization_uid = :organization_uid
  AND issued_on BETWEEN :period_from AND :period_to
  [[ AND status IN (:status) ]]
