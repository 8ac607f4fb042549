"""Shared by the Python programs: invoices of a database, titles, widths."""

import datetime
import os
import sqlite3
import sys

TITLES = ["Invoice No.", "Date", "Customer", "Customer in Arabic", "City", "Product", "Quantity",
          "Unit price", "VAT", "Total"]
WIDTHS = [12, 12, 42, 42, 12, 30, 10, 12, 12, 14]
DATE, INTEGER, MONEY = "dd/mm/yyyy", "#,##0", "#,##0.00"
FORMATS = [None, DATE, None, None, None, None, INTEGER, MONEY, MONEY, MONEY]
ROWS_OF_A_SHEET = 1_048_576

DATABASE, COUNT, FILE = sys.argv[1], int(sys.argv[2]), sys.argv[3]


def rows():
    found = sqlite3.connect(f"file:{DATABASE}?mode=ro", uri=True).execute(
        "SELECT id, issued_on, customer_en, customer_ar, city, product, quantity, unit_price, vat,"
        " total FROM invoices WHERE id <= ?", [COUNT])
    for number, day, *rest in found:
        yield [number, datetime.date.fromisoformat(day), *rest]


def sync():
    descriptor = os.open(FILE, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
