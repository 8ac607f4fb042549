SELECT id, issued_on, customer_en, customer_ar, city, product, quantity, unit_price, vat, total
FROM invoices WHERE id <= :rows
