INSERT INTO branches (
  id, organization_id, code, name_en, name_ar, region_en, region_ar, opened_on
) VALUES (
  :id, :organization_id, :code, :name_en, :name_ar, :region_en, :region_ar, :opened_on
);
