INSERT INTO invoice_lines (
  id, invoice_id, position, product_id, quantity, unit_price_halalas, discount_basis_points,
  net_halalas, vat_basis_points, vat_halalas
) VALUES (
  :id, :invoice_id, :position, :product_id, :quantity, :unit_price_halalas,
  :discount_basis_points, :net_halalas, :vat_basis_points, :vat_halalas
);
