INSERT INTO stock_lots (
  id, branch_id, product_id, received_on, quantity, unit_cost_halalas
) VALUES (
  :id, :branch_id, :product_id, :received_on, :quantity, :unit_cost_halalas
);
