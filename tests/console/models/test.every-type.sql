SELECT code, name_en, name_ar, opened_on
FROM branches
WHERE region_en = :region
  [[ AND code IN (:branch) ]]
  AND (:text IS NULL OR name_en <> :text)
  AND coalesce(:count, 1) > 0 AND coalesce(:rate, 0) >= 0 AND coalesce(:amount, 0) >= 0
  AND coalesce(:weight, 0) >= 0 AND :active IS NOT NULL AND :day IS NOT NULL
  AND (:moment IS NULL OR :moment <> '') AND (:hour IS NULL OR :hour <> '')
  AND coalesce(:serial, 1) <> 0 AND coalesce(:length, 0) >= 0 AND (:page IS NULL OR :page <> '')
  AND (:kind IS NULL OR :kind <> '')
  [[ AND opened_on BETWEEN :period_from AND :period_to ]]
