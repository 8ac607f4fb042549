"""The data of `catalogues/shop`: every type of column, and texts that are hard to preserve."""

import datetime
import random
import sqlite3

ROWS = 300  # of each organization
ORGANIZATIONS = ["ACME", "ACME-JED", "OTHER"]
COLUMNS = ["number", "customer", "issued_on", "recorded_at", "quantity", "weight", "margin",
           "is_delivered", "status", "account", "note", "total"]
TITLES = {
    "en": ["No.", "Customer", "Date", "Recorded", "Quantity", "Weight", "Margin", "Delivered",
           "Status", "Account", "Note", "Total"],
    "ar": ["\u0627\u0644\u0631\u0642\u0645", "\u0627\u0644\u0639\u0645\u064a\u0644",
           "\u0627\u0644\u062a\u0627\u0631\u064a\u062e",
           "\u0648\u0642\u062a \u0627\u0644\u0642\u064a\u062f",
           "\u0627\u0644\u0643\u0645\u064a\u0629", "\u0627\u0644\u0648\u0632\u0646",
           "\u0627\u0644\u0647\u0627\u0645\u0634",
           "\u062a\u0645 \u0627\u0644\u062a\u0633\u0644\u064a\u0645",
           "\u0627\u0644\u062d\u0627\u0644\u0629", "\u0627\u0644\u062d\u0633\u0627\u0628",
           "\u0645\u0644\u0627\u062d\u0638\u0629",
           "\u0627\u0644\u0625\u062c\u0645\u0627\u0644\u064a"],
}
STATUS = {
    "en": {"paid": "Paid", "open": "Open"},
    "ar": {"paid": "\u0645\u062f\u0641\u0648\u0639\u0629",
           "open": "\u0645\u0641\u062a\u0648\u062d\u0629"},
}
NOTES = [
    None,
    "=1+1",
    "+966500000000",
    "two\nlines",
    "  spaces around  ",
    "<b>&amp;\"quoted\"</b>",
    "\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f \u0661\u0662\u0663 abc 123",
    "\u0644\u0627 \u0644\u0622 \u0644\u0625",
    "00123",
    "\U0001f4c8 chart",
]

CREATE = """
CREATE TABLE sales (
  id INTEGER PRIMARY KEY, organization TEXT, number TEXT, customer_en TEXT, customer_ar TEXT,
  issued_on TEXT, recorded_at TEXT, quantity INTEGER, weight REAL, margin REAL,
  is_delivered INTEGER, status TEXT, account INTEGER, note TEXT, total TEXT) STRICT
"""


def rows():
    chance = random.Random(1447)
    start = datetime.datetime(2025, 1, 1)
    for organization in ORGANIZATIONS:
        for index in range(ROWS):
            moment = start + datetime.timedelta(seconds=chance.randrange(400 * 24 * 3600))
            customer = chance.randrange(50)
            yield (
                organization,
                f"{organization}-{index:05}",
                f"Customer {customer}",
                f"\u0639\u0645\u064a\u0644 {customer}",
                moment.date().isoformat(),
                moment.isoformat(sep=" "),
                chance.randrange(-3, 500),
                None if index % 11 == 0 else chance.randrange(1, 10**7) / 1000,
                chance.randrange(0, 1000) / 1000,
                chance.randrange(2),
                chance.choice(["paid", "open"]),
                chance.randrange(10**17, 10**18) if index % 7 == 0 else chance.randrange(10**9),
                NOTES[index % len(NOTES)],
                f"{chance.randrange(-10**6, 10**8) / 100:.2f}",
            )


def create(path):
    with sqlite3.connect(path) as connection:
        connection.execute(CREATE)
        connection.executemany(
            f"INSERT INTO sales VALUES (NULL, {', '.join('?' * 14)})", rows())
    connection.close()
    return path


def expected(path, lang, where="organization = 'ACME'", order="id"):
    """The expected rows of the report, from SQL that the test has of its own."""
    columns = [f"{name}_{lang}" if name == "customer" else name for name in COLUMNS]
    connection = sqlite3.connect(path)
    found = connection.execute(
        f"SELECT {', '.join(columns)} FROM sales WHERE {where} ORDER BY {order}").fetchall()
    connection.close()
    return [said(row, lang) for row in found]


def said(row, lang):
    cells = dict(zip(COLUMNS, row))
    cells["issued_on"] = datetime.datetime.fromisoformat(cells["issued_on"])
    cells["recorded_at"] = datetime.datetime.fromisoformat(cells["recorded_at"])
    cells["is_delivered"] = YES_NO[lang][cells["is_delivered"]]
    cells["status"] = STATUS[lang][cells["status"]]
    if cells["account"] >= 10**15:  # more than Excel's 15 digits: kept as text
        cells["account"] = str(cells["account"])
    cells["total"] = float(cells["total"])
    return tuple(cells.values())


YES_NO = {"en": ["No", "Yes"], "ar": ["\u0644\u0627", "\u0646\u0639\u0645"]}
