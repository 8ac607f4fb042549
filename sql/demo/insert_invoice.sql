INSERT INTO invoices (
  id, organization_id, branch_id, customer_id, number, kind, credited_invoice_id, status,
  issued_on, due_on, paid_at, net_halalas, vat_halalas, total_halalas, purchase_order, notes
) VALUES (
  :id, :organization_id, :branch_id, :customer_id, :number, :kind, :credited_invoice_id, :status,
  :issued_on, :due_on, :paid_at, :net_halalas, :vat_halalas, :total_halalas, :purchase_order,
  :notes
);
