"""Databases as companies have them: an ERP, a payroll and a clinic, with a few rows in each table.

A schema has one line per table: "table: column, column ...". The first column is the primary key,
unless a "+" before the first two makes them one; "column>table" is a foreign key. Types follow from
names."""

import datetime
import random
import sqlite3

# Names as in an ERP that was written with care.
ERP = """
currencies: code, name_ar, name_en, exchange_rate, decimals
cities: id, name_ar, name_en, region, postal_code
branches: id, code, name_ar, name_en, city_id>cities, phone, manager_name, opened_on, is_active
cost_centers: id, code, name, parent_cost_center_id>cost_centers, is_active
accounts: id, account_number, name_ar, name_en, account_type, parent_account_id>accounts, opening_balance, is_active
customers: id, customer_number, name_ar, name_en, vat_number, commercial_registration, customer_group, city_id>cities, street_address, building_number, contact_person, mobile_number, email, credit_limit, payment_terms_days, sales_rep_name, is_active, created_at
suppliers: id, supplier_code, name, country, iban, swift_code, bank_name, contact_phone, lead_time_days, rating, blocked
item_categories: id, name_ar, name_en, parent_category_id>item_categories
warehouses: id, code, name, branch_id>branches, address, capacity_cbm, warehouse_manager
items: id, sku, barcode, name_ar, name_en, category_id>item_categories, unit_of_measure, brand, country_of_origin, standard_cost, selling_price, min_stock_level, max_stock_level, reorder_point, gross_weight, net_weight, shelf_life_days, model_year, image, discontinued
price_lists: id, name, currency_code>currencies, valid_from, valid_to
price_list_items: +price_list_id>price_lists, item_id>items, unit_price, discount_percent
quotations: id, quotation_number, customer_id>customers, quotation_date, valid_until, total_amount, status
sales_orders: id, order_number, customer_id>customers, branch_id>branches, order_date, requested_delivery_date, currency_code>currencies, subtotal, discount_amount, vat_amount, total_amount, order_status, notes, created_by, created_at, approved_by, approved_at
sales_order_lines: id, sales_order_id>sales_orders, line_number, item_id>items, quantity_ordered, quantity_delivered, unit_price, discount_rate, tax_rate, line_total
invoices: id, invoice_number, customer_id>customers, branch_id>branches, sales_order_id>sales_orders, invoice_date, due_date, fiscal_year, net_amount, vat_amount, total_amount, paid_amount, remaining_balance, invoice_status, payment_method, qr_code, is_posted
invoice_lines: id, invoice_id>invoices, item_id>items, description, quantity, unit_price, vat_rate, net_amount, vat_amount
receipts: id, receipt_number, customer_id>customers, receipt_date, amount, payment_method, cheque_number, bank_account, received_by
purchase_orders: id, po_number, supplier_id>suppliers, warehouse_id>warehouses, order_date, expected_arrival, shipping_method, incoterms, total_cost, currency, po_status
purchase_order_lines: id, purchase_order_id>purchase_orders, item_id>items, qty, unit_cost, received_qty, landed_cost
goods_receipts: id, grn_no, purchase_order_id>purchase_orders, received_at, received_by, inspection_result
stock_balances: +warehouse_id>warehouses, item_id>items, on_hand_qty, reserved_quantity, available_quantity, average_cost, last_movement_date
stock_movements: id, warehouse_id>warehouses, item_id>items, movement_type, movement_date, quantity, unit_cost, reference_number, batch_number, expiry_date
shipments: id, shipment_number, sales_order_id>sales_orders, carrier_name, tracking_number, shipped_on, delivered_on, number_of_packages, total_weight_kg, freight_cost, destination_city, shipment_status
journal_entries: id, entry_number, posting_date, description, source_document, total_debit, total_credit, posted_by, is_reversed
journal_entry_lines: id, journal_entry_id>journal_entries, account_id>accounts, cost_center_id>cost_centers, debit, credit, line_description
fixed_assets: id, asset_tag, asset_name, asset_category, purchase_date, purchase_cost, useful_life_years, depreciation_method, accumulated_depreciation, net_book_value, location, custodian
projects: id, project_code, project_name, client_id>customers, project_manager, start_date, planned_end_date, actual_end_date, budget, actual_cost, completion_percentage, priority, project_status
bank_transactions: id, transaction_date, value_date, bank_account_number, transaction_type, debit_amount, credit_amount, running_balance, beneficiary, narration
"""

# Names as a desktop program of the nineties had them.
PAYROLL = """
Departments: DeptID, DeptName, DeptNameAr, ManagerName, CostCenter
JobTitles: JobTitleID, JobTitle, JobGrade, MinSalary, MaxSalary
Employees: EmpNo, FirstName, LastName, NationalID, IqamaExpiryDate, Nationality, Gender, BirthDate, HireDate, DeptID>Departments, JobTitleID>JobTitles, BasicSalary, HousingAllowance, TransportAllowance, BankName, IBAN, MaritalStatus, NumberOfDependents, Photo, TerminationDate, IsSaudi
Contracts: ContractID, EmpNo>Employees, ContractType, StartDate, EndDate, ProbationPeriod, NoticePeriodDays, AnnualLeaveDays
PayrollRuns: RunID, PayYear, PayMonth, PeriodStart, PeriodEnd, TotalGross, TotalDeductions, TotalNet, RunStatus, ApprovedBy, PaymentDate
Payslips: PayslipID, RunID>PayrollRuns, EmpNo>Employees, BasicSalary, OvertimeHours, OvertimeAmount, OtherAllowances, GosiDeduction, AbsenceDays, AbsenceDeduction, LoanDeduction, GrossSalary, NetSalary, PaidOn
LeaveTypes: LeaveTypeID, LeaveName, IsPaid, MaxDaysPerYear
LeaveRequests: RequestID, EmpNo>Employees, LeaveTypeID>LeaveTypes, FromDate, ToDate, DaysCount, RequestStatus, ApprovedBy, ApprovalDate, Reason
Attendance: +EmpNo>Employees, WorkDate, CheckInTime, CheckOutTime, LateMinutes, OvertimeHours, ShiftName
EmployeeLoans: LoanID, EmpNo>Employees, LoanAmount, LoanDate, InstallmentAmount, NumberOfInstallments, RemainingAmount, LoanStatus
EndOfService: SettlementID, EmpNo>Employees, LastWorkingDay, YearsOfService, GratuityAmount, UnusedLeaveBalance, FinalSettlement
"""

# Names that are short, as their author was in a hurry.
CLINIC = """
specialties: id, name_ar, name_en
doctors: doc_id, full_name, spec_id>specialties, license_no, license_expiry, mobile, consult_fee, room_no, active
insurance_cos: ins_id, company_name, contract_no, discount_pct, class_level
patients: pat_id, file_no, first_name, father_name, family_name, national_id, dob, sex, blood_type, nationality, mobile_no, email, city, ins_id>insurance_cos, policy_no, policy_expiry, allergies, chronic_diseases, emergency_contact, reg_date
appts: appt_id, pat_id>patients, doc_id>doctors, appt_date, appt_time, duration_min, visit_reason, appt_status, no_show, created_by, created_at
visits: visit_id, pat_id>patients, doc_id>doctors, visit_date, chief_complaint, diagnosis_code, diagnosis_desc, blood_pressure, heart_rate, temperature, weight_kg, height_cm, bmi, follow_up_date, doctor_notes
prescriptions: rx_id, visit_id>visits, medicine_name, dosage, times_per_day, duration_days, instructions, qty, refills
lab_orders: lab_id, visit_id>visits, test_name, sample_type, ordered_at, collected_at, result_value, normal_range, result_status, technician_name, report_file
invoices: inv_id, visit_id>visits, inv_no, inv_dt, gross_amt, disc_amt, patient_share, insurance_share, vat_amt, net_amt, paid_amt, pmt_method, inv_status
claims: claim_id, inv_id>invoices, ins_id>insurance_cos, claim_no, claim_dt, claimed_amt, approved_amt, rejected_amt, rejection_reason, claim_status
rooms: room_id, room_no, room_type, floor, beds_count, daily_rate
admissions: adm_id, pat_id>patients, room_id>rooms, admission_date, discharge_date, admitting_doctor, discharge_summary, total_charges
"""
SCHEMAS = {"erp": ERP, "payroll": PAYROLL, "clinic": CLINIC}

STATUSES = ["draft", "pending", "approved", "paid", "cancelled"]
FIXED = {"account_type": ["asset", "liability", "revenue", "expense"], "payment_method": ["cash", "cheque", "bank transfer"],
         "movement_type": ["in", "out", "transfer"], "sex": ["M", "F"], "Gender": ["Male", "Female"],
         "room_type": ["single", "suite", "icu"], "priority": ["low", "high", "urgent"]}


def tables(schema):
    """For each table its name, its columns with their foreign tables, and the size of its key."""
    for line in schema.strip().splitlines():
        name, columns = line.split(": ")
        size = 2 if columns.startswith("+") else 1
        yield name, [tuple((column + ">").split(">")[:2]) for column in columns.lstrip("+").split(", ")], size


def kind(name):
    """SQL's type of a column."""
    words = name.lower()
    if words in ("image", "photo", "report_file"):
        return "BLOB"
    if words.startswith("is") and name not in ("issued",) or words in ("active", "blocked", "no_show", "discontinued"):
        return "BOOLEAN"
    if words.endswith(("_at",)):
        return "DATETIME"
    if words.endswith(("date", "_on", "_dt", "expiry", "valid_from", "valid_to", "valid_until", "periodstart", "periodend", "paidon", "dob",
                       "workingday", "expected_arrival", "day")) and words != "times_per_day":
        return "DATE"
    if words.endswith("time"):
        return "TIME"
    if "year" in words and "years" not in words and not words.endswith("peryear"):
        return "YEAR"
    if any(word in words for word in ("amount", "amt", "price", "cost", "salary", "allowance", "balance", "debit", "credit", "fee", "total",
                                      "deduction", "share", "limit", "value", "charges", "budget", "depreciation", "gross", "net_")):
        return "TEXT" if words in ("costcenter", "account_type", "result_value") else "NUMERIC(14,2)"
    if any(word in words for word in ("rate", "percent", "pct", "weight", "height", "bmi", "temperature", "hours")):
        return "NUMERIC(8,3)"
    if any(word in words for word in ("qty", "quantity", "days", "count", "minutes", "level", "point", "number_of", "numberof", "years", "month",
                                      "decimals", "duration_min", "refills", "line_number", "capacity")):
        return "INTEGER"
    return "TEXT"


def value(table, column, row, rng):
    day = datetime.date(2025, 1, 1) + datetime.timedelta(days=rng.randrange(400))
    if column in FIXED:
        return rng.choice(FIXED[column])
    if column.lower().endswith("status") and column != "MaritalStatus":
        return rng.choice(STATUSES)
    made = kind(column)
    if made == "BLOB":
        return b"\x89PNG\r\n\x1a\n\x00" + bytes([row])
    return {"BOOLEAN": row % 2, "DATETIME": f"{day} 08:{row % 60:02}:00", "DATE": str(day), "TIME": f"08:{row % 60:02}", "YEAR": 2020 + row % 6,
            "NUMERIC(14,2)": rng.randrange(100, 10**6) / 100, "NUMERIC(8,3)": rng.randrange(1, 99) / 100,
            "INTEGER": rng.randrange(1, 50)}.get(made, f"{table} {column} {row}")


def key_type(column):
    return "TEXT" if column == "code" else "INTEGER"


def create(path, schema, rows=40):
    """Writes the SQLite file; a row names rows that exist."""
    rng = random.Random(schema)
    keys = {name: columns[0][0] for name, columns, _ in tables(schema)}
    with sqlite3.connect(path) as connection:
        for name, columns, size in tables(schema):
            declared = [f'"{column}" ' + ((key_type(keys[target]) + f' REFERENCES "{target}" ("{keys[target]}")') if target
                                         else key_type(column) if at < size and size == 1 else kind(column))
                        for at, (column, target) in enumerate(columns)]
            primary = ", ".join(f'"{column}"' for column, _ in columns[:size])
            connection.execute(f'CREATE TABLE "{name}" ({", ".join(declared)}, PRIMARY KEY ({primary}))')
            for row in range(1, rows + 1):
                values = []
                for at, (column, target) in enumerate(columns):
                    if target:
                        its = row if at < size else rng.randrange(1, rows + 1)
                        values.append(f"C{its:02}" if key_type(keys[target]) == "TEXT" else its)
                    elif at < size and size == 1:
                        values.append(f"C{row:02}" if key_type(column) == "TEXT" else row)
                    else:
                        values.append(value(name, column, row, rng))
                connection.execute(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(values))})', values)
    connection.close()
