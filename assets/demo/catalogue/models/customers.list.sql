-- The customers of a company and those below it.
SELECT
  c.code, c.name_en, c.name_ar, c.kind, c.city_en, c.city_ar,
  o.name_en AS organization_en, o.name_ar AS organization_ar,
  c.vat_number, c.email, c.phone, c.website,
  c.credit_limit_halalas / 100.0 AS credit_limit, c.is_active, c.joined_on
FROM customers AS c
JOIN organizations AS o ON o.id = c.organization_id
WHERE o.uid IN (:organization_uid)
  [[ AND c.is_active = :active ]]
  [[ AND c.joined_on BETWEEN :joined_from AND :joined_to ]]
