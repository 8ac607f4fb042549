INSERT INTO organizations (
  id, uid, parent_id, name_en, name_ar, vat_number, registration_number
) VALUES (
  :id, :uid, :parent_id, :name_en, :name_ar, :vat_number, :registration_number
);
