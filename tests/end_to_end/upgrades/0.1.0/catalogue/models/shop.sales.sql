SELECT id, number, customer_en, customer_ar, issued_on, recorded_at, quantity, weight, margin,
       is_delivered, status, account, note, total
FROM sales
WHERE organization = :organization_uid
[[ AND issued_on BETWEEN :period_from AND :period_to ]]
[[ AND status IN (:status) ]]
