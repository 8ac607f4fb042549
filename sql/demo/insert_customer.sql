INSERT INTO customers (
  id, organization_id, code, kind, name_en, name_ar, city_en, city_ar, vat_number, email,
  website, phone, credit_limit_halalas, is_active, joined_on
) VALUES (
  :id, :organization_id, :code, :kind, :name_en, :name_ar, :city_en, :city_ar, :vat_number,
  :email, :website, :phone, :credit_limit_halalas, :is_active, :joined_on
);
