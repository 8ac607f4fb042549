-- Created after the rows are inserted, so that each index is built in one pass.
CREATE INDEX branches_organization ON branches (organization_id);
CREATE INDEX customers_organization ON customers (organization_id);
CREATE INDEX invoices_organization_issued ON invoices (organization_id, issued_on);
CREATE INDEX invoices_branch ON invoices (branch_id);
CREATE INDEX invoices_customer ON invoices (customer_id);
CREATE INDEX invoices_credited ON invoices (credited_invoice_id);
CREATE INDEX invoices_issued ON invoices (issued_on);
CREATE INDEX invoice_lines_invoice ON invoice_lines (invoice_id, position);
CREATE INDEX invoice_lines_product ON invoice_lines (product_id);
CREATE INDEX stock_lots_branch ON stock_lots (branch_id);
CREATE INDEX journal_lines_account ON journal_lines (organization_id, account_code, posted_on);
ANALYZE;
