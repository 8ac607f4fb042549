-- The demonstration's ERP. Amounts are whole halalas, rates are basis points (1500 is 15 %), days
-- and times are ISO 8601 text.
CREATE TABLE organizations (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  parent_id INTEGER REFERENCES organizations (id),
  name_en TEXT NOT NULL,
  name_ar TEXT NOT NULL,
  vat_number TEXT NOT NULL,
  registration_number TEXT NOT NULL
) STRICT;

CREATE TABLE branches (
  id INTEGER PRIMARY KEY,
  organization_id INTEGER NOT NULL REFERENCES organizations (id),
  code TEXT NOT NULL UNIQUE,
  name_en TEXT NOT NULL,
  name_ar TEXT NOT NULL,
  region_en TEXT NOT NULL,
  region_ar TEXT NOT NULL,
  opened_on TEXT NOT NULL
) STRICT;

CREATE TABLE customers (
  id INTEGER PRIMARY KEY,
  organization_id INTEGER NOT NULL REFERENCES organizations (id),
  code TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('company', 'person')),
  name_en TEXT NOT NULL,
  name_ar TEXT NOT NULL,
  city_en TEXT NOT NULL,
  city_ar TEXT NOT NULL,
  vat_number TEXT CHECK (length(vat_number) = 15),
  email TEXT,
  website TEXT,
  phone TEXT,
  credit_limit_halalas INTEGER,
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  joined_on TEXT NOT NULL
) STRICT;

CREATE TABLE products (
  id INTEGER PRIMARY KEY,
  sku TEXT NOT NULL UNIQUE,
  barcode TEXT NOT NULL UNIQUE,
  name_en TEXT NOT NULL,
  name_ar TEXT NOT NULL,
  category_en TEXT NOT NULL,
  category_ar TEXT NOT NULL,
  unit_en TEXT NOT NULL,
  unit_ar TEXT NOT NULL,
  price_halalas INTEGER NOT NULL,
  weight_grams INTEGER NOT NULL
) STRICT;

-- Invoices and credit notes; the amounts of credit notes are negative.
CREATE TABLE invoices (
  id INTEGER PRIMARY KEY,
  organization_id INTEGER NOT NULL REFERENCES organizations (id),
  branch_id INTEGER NOT NULL REFERENCES branches (id),
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  number TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('invoice', 'credit_note')),
  credited_invoice_id INTEGER REFERENCES invoices (id),
  status TEXT NOT NULL CHECK (status IN ('paid', 'open', 'overdue', 'cancelled')),
  issued_on TEXT NOT NULL,
  due_on TEXT,
  paid_at TEXT,
  net_halalas INTEGER NOT NULL,
  vat_halalas INTEGER NOT NULL,
  total_halalas INTEGER NOT NULL CHECK (total_halalas = net_halalas + vat_halalas),
  purchase_order TEXT,
  notes TEXT
) STRICT;

-- VAT is rounded on each line, half away from zero; an invoice is the sum of its lines.
CREATE TABLE invoice_lines (
  id INTEGER PRIMARY KEY,
  invoice_id INTEGER NOT NULL REFERENCES invoices (id),
  position INTEGER NOT NULL,
  product_id INTEGER NOT NULL REFERENCES products (id),
  quantity INTEGER NOT NULL,
  unit_price_halalas INTEGER NOT NULL,
  discount_basis_points INTEGER NOT NULL,
  net_halalas INTEGER NOT NULL,
  vat_basis_points INTEGER NOT NULL,
  vat_halalas INTEGER NOT NULL
) STRICT;

-- The stock of the branches, by purchase.
CREATE TABLE stock_lots (
  id INTEGER PRIMARY KEY,
  branch_id INTEGER NOT NULL REFERENCES branches (id),
  product_id INTEGER NOT NULL REFERENCES products (id),
  received_on TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  unit_cost_halalas INTEGER NOT NULL
) STRICT;

-- The chart of accounts; classes are 1 assets, 2 liabilities, 3 equity, 4 revenue, 5 expenses.
CREATE TABLE accounts (
  code TEXT PRIMARY KEY,
  class TEXT NOT NULL CHECK (class IN ('1', '2', '3', '4', '5')),
  name_en TEXT NOT NULL,
  name_ar TEXT NOT NULL
) STRICT;

-- The ledger, one row per account and day: debits and credits of a day are equal.
CREATE TABLE journal_lines (
  id INTEGER PRIMARY KEY,
  organization_id INTEGER NOT NULL REFERENCES organizations (id),
  account_code TEXT NOT NULL REFERENCES accounts (code),
  posted_on TEXT NOT NULL,
  debit_halalas INTEGER NOT NULL CHECK (debit_halalas >= 0),
  credit_halalas INTEGER NOT NULL CHECK (credit_halalas >= 0)
) STRICT;
