INSERT INTO accounts (code, class, name_en, name_ar) VALUES (:code, :class, :name_en, :name_ar);
