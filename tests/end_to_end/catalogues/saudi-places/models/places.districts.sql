SELECT d.district_id AS id, d.name_en AS district_en, d.name_ar AS district_ar,
       c.name_en AS city_en, c.name_ar AS city_ar,
       r.name_en AS region_en, r.name_ar AS region_ar, r.population
FROM districts d
LEFT JOIN cities c ON c.city_id = d.city_id
LEFT JOIN regions r ON r.region_id = d.region_id
