"""The tables that the tests query: rows of every type, NULLs, and Arabic as people spell it."""

import datetime
import decimal
import json
import pathlib

import signs

TEXTS = json.loads((pathlib.Path(__file__).resolve().parent / "texts.json").read_text(encoding="utf-8"))
NAMES_AR = TEXTS["arabic"]  # (as written, as the reference SQL searches it)
NAMES_EN = TEXTS["english"]
CITIES = ["RUH", "JED", "DMM", "ruh", None, "MED", "TIF"]
UNITS = ["KWD", "SAR", "JPY", "kwd", None, "CLF"]
STATUSES = ["paid", "open", "overdue", None]
COUNT = 240

COLUMNS = [
    # name, SQLite, PostgreSQL, MariaDB
    ("id", "INTEGER PRIMARY KEY", "integer PRIMARY KEY", "INT PRIMARY KEY"),
    ("code", "TEXT NOT NULL", "varchar(20) NOT NULL", "VARCHAR(20) NOT NULL"),
    ("name_en", "TEXT", "text", "VARCHAR(200)"),
    ("name_ar", "TEXT", "text", "VARCHAR(200)"),
    ("plain_ar", "TEXT", "text", "VARCHAR(200)"),
    ("city", "TEXT COLLATE NOCASE", "varchar(10)", "VARCHAR(10)"),
    ("status", "TEXT", "varchar(10)", "VARCHAR(10)"),
    ("quantity", "INTEGER", "integer", "INT"),
    ("amount", "TEXT", "numeric(18,2)", "DECIMAL(18,2)"),
    ("fee", "INTEGER", "bigint", "BIGINT"),
    ("rate", "REAL", "double precision", "DOUBLE"),
    ("active", "INTEGER", "boolean", "TINYINT(1)"),
    ("day", "TEXT", "date", "DATE"),
    ("moment", "TEXT", "timestamp", "DATETIME(6)"),
    ("stamped", "TEXT", "timestamp with time zone", "DATETIME(6)"),
    ("clock", "TEXT", "time", "TIME"),
    ("unit", "TEXT", "char(3)", "CHAR(3)"),
    ("charge", "INTEGER", "bigint", "BIGINT"),
]
RIYADH = datetime.timedelta(hours=3)


def rows():
    for i in range(1, COUNT + 1):
        name, plain = NAMES_AR[i * 7 % len(NAMES_AR)]
        day = None if i % 23 == 0 else datetime.date(2025, 12, 1) + datetime.timedelta(days=i * 13 % 120)
        moment = None if i % 19 == 0 else (
            datetime.datetime(2025, 12, 1, 0, 0) + datetime.timedelta(minutes=i * 977 % 150000, seconds=i % 60))
        yield {
            "id": i,
            "code": f"{'AbC'[i % 3]}-{i * 37 % 251:03d}",
            "name_en": NAMES_EN[i * 5 % len(NAMES_EN)],
            "name_ar": name,
            "plain_ar": plain,
            "city": CITIES[i % len(CITIES)],
            "status": STATUSES[i * 3 % 4],
            "quantity": None if i % 11 == 0 else i * 31 % 97 - 20,
            "amount": None if i % 13 == 0 else decimal.Decimal(i * 7919 % 200001 - 50000) / 100,
            "fee": None if i % 17 == 0 else i * 1237 % 5000,
            "rate": None if i % 29 == 0 else (i * 7 % 41) / 40,
            "active": None if i % 5 == 0 else i % 2 == 0,
            "day": day,
            "moment": moment,
            # With an offset if the database stores one, otherwise wall time in Riyadh.
            "stamped": None if moment is None else moment + datetime.timedelta(hours=i % 24),
            "clock": None if i % 7 == 0 else datetime.time(i * 5 % 24, i * 11 % 60, i % 60),
            "unit": UNITS[i % len(UNITS)],
            "charge": None if i % 31 == 0 else i * 7919 % 5000 * 10 ** (i % 4) - 1000,
        }


def literal(name, value, kind):
    if value is None:
        return "NULL"
    if name == "stamped" and kind == "sqlite":
        return f"'{(value - RIYADH).isoformat()}Z'"
    if name == "stamped" and kind == "postgres":
        return f"'{(value - RIYADH).isoformat()}Z'"
    if isinstance(value, bool):
        return str(value).lower() if kind == "postgres" else str(int(value))
    if isinstance(value, decimal.Decimal):
        # In SQLite, type affinity stores some as text and some as numbers, as in real files.
        return f"'{value}'" if kind == "sqlite" else str(value)
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, datetime.datetime):
        return f"'{value.isoformat(sep=' ')}'"
    text = str(value).replace("'", "''")
    if kind == "mysql":
        text = text.replace("\\", "\\\\")
    return f"'{text}'"


def words(kind):
    """SQL for a table of texts whose alphabetical order differs from the order of code points."""
    values = ",\n".join(f"({i}, {literal('word', word, kind)})" for i, word in enumerate(TEXTS["words"]))
    return f"CREATE TABLE words (id INTEGER PRIMARY KEY, word VARCHAR(300));\nINSERT INTO words VALUES\n{values};\n"


SPELLINGS = [
    # id, flag, bit, took, happened, kind, part, amount, rest, name
    (1, "t", 1, "02:03:04", "2026-01-05 23:59:59", None, "A", "", "1:00:00", ""),
    (2, "F", 0, "-00:30:00", "2026-01-05 00:00:00", "", "A", None, "01:00:00", None),
    (3, "Y", 1, "26:00:00", "2026-01-06 00:00:00", None, "B", "", "3600", None),
    (4, "no", None, None, None, "", "B", None, "1:00:00", ""),
    (5, "maybe", 0, "00:00:00", "2026-01-04 12:00:00", "X", "A", "-1", "0:59:59", "w"),
    (6, None, 1, "00:00:05", "2026-01-06 08:00:00", "X", "B", "0", "", "w"),
    (7, "TRUE", 0, "24:00:00", "2026-01-05 12:00:00", "a", "A", "10", None, "z"),
    (8, "0", 1, "100:00:00", "2026-12-31 23:59:59", "a", "A", "2", "later", "z")]


def spellings(kind):
    """SQL for a table of values with several representations: booleans as words and bits, durations
    as times, intervals and texts, dates as date-times, and missing values as NULL and ''."""
    types = {"sqlite": ("INTEGER", "TEXT", "TEXT"), "postgres": ("boolean", "interval", "timestamp"),
             "mysql": ("BIT(1)", "TIME", "DATETIME")}[kind]

    def row(number, flag, bit, took, *others):
        if kind == "postgres":
            bit = None if bit is None else bit == 1
            took = "1 day" if took == "24:00:00" else took
        return "(" + ", ".join(literal("", value, kind) for value in (number, flag, bit, took, *others)) + ")"

    rows = ",\n".join(row(*values) for values in SPELLINGS)
    return (f"CREATE TABLE spellings (id INTEGER PRIMARY KEY, flag VARCHAR(10), yes {types[0]}, took {types[1]}, "
            f"happened {types[2]}, kind VARCHAR(10), part VARCHAR(10), amount VARCHAR(10), rest VARCHAR(10), "
            f"name VARCHAR(10));\nINSERT INTO spellings VALUES\n{rows};\n")


def script(kind):
    """SQL for all tables; `kind` is "sqlite", "postgres" or "mysql"."""
    place = {"sqlite": 1, "postgres": 2, "mysql": 3}[kind]
    columns = ", ".join(f"{column[0]} {column[place]}" for column in COLUMNS)
    names = ", ".join(column[0] for column in COLUMNS)
    values = ",\n".join(
        "(" + ", ".join(literal(name, value, kind) for name, value in row.items()) + ")" for row in rows())
    return f"CREATE TABLE all_types ({columns});\nINSERT INTO all_types ({names}) VALUES\n{values};\n" + words(kind) + spellings(kind) + signs.script(kind)
