"""Random values of every storage class, spelling and declared type, as columns of every type:
filters, sorts, groups and row policies agree with the cells of the unfiltered report, on every
source.
test_values.py [SOURCE...]
GORMIC_BI_TEST_RENDERS: reports of each source (250); GORMIC_BI_TEST_SEED: another sequence."""

import contextlib
import json
import os
import pathlib
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata
import warnings
import zipfile

import openpyxl

import mariadb
import odbc
import postgres
import value_oracle as oracle

ROWS = 80
RENDERS = int(os.environ.get("GORMIC_BI_TEST_RENDERS", "250"))
SEED = int(os.environ.get("GORMIC_BI_TEST_SEED", "14"))
LABELS = {"1": "One", "open": "Open", "RUH": "Riyadh"}
ARABIC = "\u0645\u064f\u062d\u0645\u062f"

INTEGERS = [0, 1, 2, -1, 7, 20, 50, 100, 1000, 2026, 5400, 86399, 86400, 123456789, -250855]
LARGE = [10**15, 10**15 + 1, 2**53 + 1, 2**63 - 1, -(2**63)]
REALS = [0.0, -0.0, 0.5, 1.0, 12.4, 12.0, 11.999999999999998, 0.1 + 0.2, 0.1 + 0.2 - 0.3, 1.1 * 3, 250.855, 0.0000004,
         -0.0000001, 0.9996, 2.5e-5, 99.99999999, 1 / 3, 1e6, 4.35 * 100, -1.5, 90.25]
DECIMALS = ["0", "0.00", "1", "1.0", "-0.5", "12.40", "250.855", "0.0000004", "1000", "99.999", "20", "50.01", "-7"]
DAYS = ["2026-01-31", "2026-02-01", "2024-02-29", "1999-12-31", "1880-05-05", "1900-03-01", "9999-12-31"]
MOMENTS = ["2026-01-31 00:00:00", "2026-01-31 23:59:59", "2026-01-31 08:05:09", "2026-10-25 00:30:00",
           "1899-12-31 10:00:00", "2026-02-01 00:00:00"]
CLOCKS = ["00:00:00", "08:05:09", "23:59:59", "12:30:00", "08:05:10"]
WORDS = ["x", "X", "x ", " x", "open", "RUH", "ruh", "Stra\u00dfe", ARABIC, "caf\u00e9", "N/A", "true", "YES", "f",
         "12.50 SAR", "(12.50)", "1,234.50", "1e3", "12,5", "0x1", "\u0661\u0662", "-", ".", "a%b", "a_b", "!"]
EMPTY = [None, None, "", "  ", "\t", "\u00a0"]
UUIDS = ["550e8400-e29b-41d4-a716-446655440000", "550e8400-e29b-41d4-a716-446655440001"]

SQLITE_ONLY = (
    [f" {text}" for text in DECIMALS[:4]] + [f"{text}\n" for text in DECIMALS[4:7]] +
    ["+5", "007", ".5", "5.", "12345678901234567890", "1000000000000000"] +
    [f"{day}T10:20:30" for day in DAYS[:3]] + [f"{day} 10:20:30.750" for day in DAYS[:3]] +
    ["2026-01-31T21:30:00Z", "2026-01-31 21:30:00+00", "2026-10-25 00:30:00 +03:00", "2026-02-30", "2026-1-5",
     "31/01/2026", "20260131", "2026-01-31 25:00", "0000-01-01", " 2026-01-31 "] +
    ["08:05", "08:05:09.999", "24:00", "8:05", "1:30:00", "-0:00:05", "100:00:00", "1 day 02:00:00", "90", "90.5"] +
    [b"abc", b"12", b"\x00\xff\x10", b"", b"caf\xc3\xa9"] + LARGE + [1e15, 1.5e18, 9e999, -9e999])

# kind of column: its special properties
KINDS = {kind: {} for kind in [*oracle.NUMBERS, *oracle.TEXTS, "boolean", "date", "datetime", "time", "duration"]}
FLAVOURS = [(kind, {}) for kind in sorted(KINDS)] + [
    ("money", {"currency": "KWD"}), ("money", {"currency": "SAR", "minor": True}),
    ("money", {"currency": {"from": "unit"}}), ("money", {"currency": {"from": "unit"}, "minor": True})]
UNITS = ["SAR", "KWD", "JPY", " sar", "???"]  # never empty: the tests drop a row without any value


class Source:
    """A database with a table `t` of `id`, `unit` and a column for each declared type."""

    name = ""
    declared = {}  # column: (type in SQL, kinds it may be compared as)

    def is_text(self, expression):
        """Whether the source has no binary numbers."""
        return False

    def literal(self, value):
        if value is None:
            return "NULL"
        if isinstance(value, (int, float)):
            return repr(value)
        return "'" + str(value).replace("'", "''") + "'"

    def script(self, chance):
        names = ", ".join(f"{name} {declared}" for name, (declared, _) in self.declared.items())
        lines = [f"CREATE TABLE t (id INTEGER PRIMARY KEY, unit VARCHAR(10), {names});"]
        for number in range(1, ROWS + 1):
            values = [self.literal(self.value(chance, name)) for name in self.declared]
            unit = self.literal(chance.choice(UNITS))
            lines.append(f"INSERT INTO t VALUES ({number}, {unit}, {', '.join(values)});")
        return "\n".join(lines)


class Sqlite(Source):
    name = "sqlite"
    declared = {f"c{i}": (declared, set(KINDS)) for i, declared in
                enumerate(["", "TEXT", "INTEGER", "REAL", "NUMERIC", "BLOB", "TEXT COLLATE NOCASE", ""])}

    def __init__(self, folder):
        self.file = folder / "values.db"
        self.source = {"kind": "sqlite", "path": str(self.file)}

    def expression(self, chance, name):
        return chance.choice([name, name, name, f"coalesce({name}, 1)", f"{name} || ''", f"+{name}",
                              f"CASE WHEN id % 3 THEN {name} ELSE 'x' END"])

    def is_text(self, expression):
        return "c1" in expression or "c6" in expression or "||" in expression

    def fill(self, chance):
        self.file.unlink(missing_ok=True)
        everything = INTEGERS + REALS + DECIMALS + DAYS + MOMENTS + CLOCKS + WORDS + EMPTY + UUIDS + SQLITE_ONLY
        groups = [INTEGERS + EMPTY[:2], DECIMALS + INTEGERS, DAYS + MOMENTS + EMPTY, CLOCKS + ["1:30:00", 90], WORDS,
                  everything, everything, everything]
        with contextlib.closing(sqlite3.connect(self.file)) as file:
            names = ", ".join(f"{name} {declared}" for name, (declared, _) in self.declared.items())
            file.execute(f"CREATE TABLE t (id INTEGER PRIMARY KEY, unit TEXT, {names})")
            for number in range(1, ROWS + 1):
                values = [chance.choice(everything if chance.random() < 0.3 else chance.choice(groups))
                          for _ in self.declared]
                file.execute(f"INSERT INTO t VALUES ({','.join('?' * (len(values) + 2))})",
                             [number, chance.choice(UNITS), *values])
            for name in list(self.declared)[:6]:
                file.execute(f"CREATE INDEX i_{name} ON t ({name})")
            file.commit()


class Server(Source):
    values = {}  # column: its values

    def value(self, chance, name):
        return None if chance.random() < 0.1 else chance.choice(self.values[name])

    def fill(self, chance):
        self.server.sql("DROP TABLE IF EXISTS t;\n" + self.script(chance))

    def expression(self, chance, name):
        return chance.choice([name, name, f"coalesce({name}, {name})"])


NUMERIC = {"decimal", "money", "percent", "integer", "duration"}
POSTGRES_DAYS = DAYS + ["infinity", "0044-03-15 BC"]


class Postgres(Server):
    name = "postgres"
    declared = {
        "c_small": ("smallint", NUMERIC | {"boolean"} | oracle.TEXTS), "c_big": ("bigint", NUMERIC | oracle.TEXTS),
        "c_numeric": ("numeric", NUMERIC), "c_scaled": ("numeric(20,4)", NUMERIC), "c_real": ("real", NUMERIC),
        "c_double": ("double precision", NUMERIC), "c_bool": ("boolean", {"boolean"}), "c_bit": ("bit(1)", {"boolean"}),
        "c_text": ("text", oracle.TEXTS), "c_char": ("char(10)", oracle.TEXTS), "c_varchar": ("varchar(50)", oracle.TEXTS),
        "c_uuid": ("uuid", oracle.TEXTS), "c_inet": ("inet", oracle.TEXTS), "c_date": ("date", {"date", "datetime"}),
        "c_stamp": ("timestamp", {"date", "datetime"}), "c_stamptz": ("timestamptz", {"date", "datetime"}),
        "c_time": ("time", {"time", "duration"}), "c_interval": ("interval", {"time", "duration"}),
        "c_mood": ("mood", oracle.TEXTS)}
    values = {
        "c_small": [0, 1, 2, -5, 50, 2026], "c_big": INTEGERS + LARGE, "c_numeric": DECIMALS + ["NaN", "1000000000000000"],
        "c_scaled": DECIMALS, "c_real": [0, 0.5, 12.4, 0.1, 1e6, -7.25], "c_double": REALS + ["NaN", "Infinity"],
        "c_bool": ["t", "f"], "c_bit": ["0", "1"], "c_text": WORDS + EMPTY[2:], "c_char": ["open", "x", "RUH", ""],
        "c_varchar": WORDS + EMPTY[2:], "c_uuid": UUIDS, "c_inet": ["10.0.0.1", "10.0.0.0/8", "::1"],
        "c_date": POSTGRES_DAYS, "c_stamp": MOMENTS + ["infinity", "2026-01-31 08:05:09.75"],
        "c_stamptz": [f"{moment}+00" for moment in MOMENTS], "c_time": CLOCKS + ["08:05:09.5", "24:00:00"],
        "c_interval": ["08:05:09", "1 day 02:00:00", "1 mon", "-00:00:05", "23:59:59"], "c_mood": ["open", "sad"]}

    def __init__(self, servers):
        self.server = servers.enter_context(contextlib.closing(postgres.Postgres()))
        self.server.sql("CREATE TYPE mood AS ENUM ('sad', 'open');")
        self.source = self.server.source


class OdbcPostgres(Postgres):
    name = "odbc-postgres"
    declared = {**Postgres.declared, "c_bit": ("bit(1)", set())}  # the driver reports it as text

    def __init__(self, servers):
        super().__init__(servers)
        self.source = odbc.of_postgres(self.server)


class MariaDb(Server):
    name = "mariadb"
    declared = {
        "c_tiny": ("tinyint", NUMERIC | {"boolean"} | oracle.TEXTS), "c_big": ("bigint", NUMERIC | oracle.TEXTS),
        "c_numeric": ("decimal(30,8)", NUMERIC), "c_double": ("double", NUMERIC), "c_float": ("float", NUMERIC),
        "c_bit": ("bit(1)", {"boolean"}), "c_text": ("text", oracle.TEXTS), "c_char": ("char(10)", oracle.TEXTS),
        "c_varchar": ("varchar(50)", oracle.TEXTS), "c_latin": ("varchar(50) CHARACTER SET latin1", oracle.TEXTS),
        "c_uuid": ("uuid", oracle.TEXTS), "c_inet": ("inet6", oracle.TEXTS), "c_date": ("date", {"date", "datetime"}),
        "c_stamp": ("datetime(3)", {"date", "datetime"}), "c_time": ("time(2)", {"time", "duration"}),
        "c_mood": ("enum('open','sad')", oracle.TEXTS)}
    values = {
        "c_tiny": [0, 1, 2, -5, 50], "c_big": INTEGERS + LARGE, "c_numeric": DECIMALS, "c_double": REALS,
        "c_float": [0, 0.5, 12.4, 0.1, 1e6, -7.25], "c_bit": [0, 1], "c_text": WORDS + EMPTY[2:],
        "c_char": ["open", "x", "RUH", ""], "c_varchar": WORDS + EMPTY[2:], "c_latin": ["x", "X", "open", "caf\u00e9", ""],
        "c_uuid": UUIDS, "c_inet": ["::1", "2001:db8::ff"], "c_date": DAYS, "c_stamp": MOMENTS + ["2026-01-31 08:05:09.75"],
        "c_time": CLOCKS + ["08:05:09.5", "-00:00:05", "100:00:00"], "c_mood": ["open", "sad"]}

    def literal(self, value):
        return super().literal(value).replace("\\", "\\\\")

    def expression(self, chance, name):  # the server returns COALESCE() of bits as digits, but declares bits
        return name if name == "c_bit" else super().expression(chance, name)

    def __init__(self, servers):
        self.server = servers.enter_context(contextlib.closing(mariadb.MariaDb()))
        self.source = odbc.of_mariadb(self.server)


def fold(text):
    """A search key, as far as the tests need: one case, without marks, western digits."""
    bare = "".join(c for c in text if not unicodedata.combining(c))
    return "".join(str(unicodedata.decimal(c, c)) for c in bare).lower()


class Report:
    """A rendered data model of an id and some columns."""

    def __init__(self, folder, source, columns):
        self.folder, self.source, self.columns = folder, source, columns
        (folder / "models").mkdir(exist_ok=True)
        (folder / "sources").mkdir(exist_ok=True)
        (folder / "organizations.json").write_text(json.dumps({"organizations": [
            {"uid": "riyadh", "name": "Riyadh", "timeZone": "Asia/Riyadh"}]}))
        (folder / "sources" / "s.json").write_text(json.dumps(source.source))
        selected = ", ".join(f"{expression} AS {key}" for key, _, _, expression in columns)
        (folder / "models" / "v.sql").write_text(f"SELECT id, unit, {selected} FROM t", encoding="utf-8")

    def model(self, policy=None, group=None):
        columns = [{"key": "id", "type": "integer", "title": "Id"}, {"key": "unit", "type": "string", "title": "Unit"}]
        for key, kind, extra, _ in self.columns:
            column = {"key": key, "type": kind, "title": key.upper(), **extra}
            if kind == "enum":
                column["values"] = [{"value": value, "label": label} for value, label in LABELS.items()]
            columns.append(column)
        return {
            "uid": "v", "source": "s", "title": "Values", "columns": columns,
            "access": {"scope": "none", **({"policies": [{"filter": policy}]} if policy else {})},
            "query": {"filter": {key: oracle.OPERATORS[kind] for key, kind, _, _ in self.columns},
                      "sort": [key for key, _, _, _ in self.columns]},
            "instanceIds": {"from": "id", "type": "integer", "max": 100},
            **({"layout": {"groups": [{"by": group}]}} if group else {})}

    def rows(self, query=None, policy=None, group=None):
        """The rows of the sheet as dictionaries by title; the row of a group has no id."""
        (self.folder / "models" / "v.json").write_text(json.dumps(self.model(policy, group)), encoding="utf-8")
        out = self.folder / "out.xlsx"
        command = [os.environ["GORMIC_BI_TEST_EXECUTABLE"], "render", "--catalogue", self.folder, "--model", "v", "--lang",
                   "en", "--organization", "riyadh", "--out", out]
        if query is not None:
            command += ["--query", json.dumps(query)]
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=120, check=False)
        if done.returncode != 0:
            raise AssertionError(f"{done.stderr}\n{json.dumps(query)}\n{json.dumps(policy)}\n{self.columns}")
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            sheet = openpyxl.load_workbook(out, data_only=True).worksheets[0]
        lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
        header = next(i for i, line in enumerate(lines) if "Id" in line and "Unit" in line)
        titles = lines[header]
        titles = [str(title).split(" (")[0] for title in titles]  # titles of amounts name their currency
        rows = [dict(zip(titles, line)) for line in lines[header + 1:]]
        self.put_days(rows, titles, header + 2, out)
        return rows

    def put_days(self, rows, titles, first, workbook):
        """Durations in days, as stored in cells: openpyxl rounds them to microseconds."""
        durations = {key.upper() for key, kind, _, _ in self.columns if kind == "duration"}
        names = {openpyxl.utils.get_column_letter(at): title for at, title in enumerate(titles, 1) if title in durations}
        with zipfile.ZipFile(workbook) as parts:
            sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        for name, row, attributes, number in re.findall(r'<c r="([A-Z]+)([0-9]+)"([^>]*)><v>([^<]*)</v>', sheet):
            if name in names and 't="' not in attributes and int(row) >= first:
                rows[int(row) - first][names[name]] = float(number)

    def ids(self, **how):
        return [row["Id"] for row in self.rows(**how) if isinstance(row["Id"], int)]


class Checker:
    def __init__(self, folder, source, seed):
        self.chance = random.Random(f"{source.name} {seed}")
        self.source = source
        self.folder = folder
        self.renders = self.comparisons = 0
        self.failures = []

    def columns(self):
        columns = []
        for number in range(6):
            kind, extra = self.chance.choice(FLAVOURS)
            fitting = [name for name, (_, kinds) in self.source.declared.items() if kind in kinds]
            if kind == "url":  # a filter accepts only addresses
                fitting = [name for name in fitting if "_uuid" not in name and "_inet" not in name]
            name = self.chance.choice(fitting)
            columns.append((f"v{number}", kind, extra, self.source.expression(self.chance, name)))
        return columns

    def run(self, renders):
        while self.renders < renders:
            self.source.fill(self.chance)
            report = Report(self.folder, self.source, self.columns())
            rows = [row for row in report.rows() if isinstance(row["Id"], int)]
            self.renders += 1
            self.check(rows and len(rows) == ROWS, "rows of the unfiltered report", report, len(rows))
            readings = {
                key: {row["Id"]: self.reading(kind, extra, row, key, base) for row in rows}
                for key, kind, extra, base in report.columns}
            for _ in range(12):
                self.ask(report, readings)
        return self.failures

    def reading(self, kind, extra, row, key, base):
        labels = {label: value for value, label in LABELS.items()} if kind == "enum" else None
        unit = str(row["Unit"] or "").strip().upper()
        if extra.get("minor") and isinstance(extra["currency"], dict) and unit not in ("SAR", "KWD", "JPY"):
            cell = row[key.upper()]  # of unknown currencies: not an amount
            return (oracle.EMPTY, None) if cell is None else (oracle.UNDECIDED, str(cell))
        return oracle.read(kind, row[key.upper()], labels, self.source.is_text(base))

    def ask(self, report, readings):
        self.renders += 1
        key, kind, _, base = self.chance.choice(report.columns)
        what = self.chance.choice(["filter", "filter", "filter", "policy", "policy", "sort", "group"])
        if what == "sort":
            return self.ask_sort(report, key, readings[key])
        if what == "group":
            return self.ask_group(report, key, readings[key])
        conditions = [self.condition(kind, key, readings[key], base)]
        other, other_kind, _, other_base = self.chance.choice(report.columns)
        if other != key and self.chance.random() < 0.4:
            conditions.append(self.condition(other_kind, other, readings[other], other_base))
        join = self.chance.choice(["and", "or"])
        expected = [number for number in readings[key] if self.matches(conditions, join, readings, number)]
        tree = {join: [written for written, _, _, _ in conditions]}
        how = {"query": {"filters": tree}} if what == "filter" else {"policy": tree}
        found = report.ids(**how)
        self.comparisons += ROWS * len(conditions)
        self.check(sorted(found) == sorted(expected), what, report, tree,
                   self.difference(found, expected, readings, conditions))

    @staticmethod
    def matches(conditions, join, readings, number):
        each = (oracle.holds(operator, readings[key][number], operands, fold)
                for _, key, operator, operands in conditions)
        return all(each) if join == "and" else any(each)

    def condition(self, kind, key, readings, base=""):
        operator = self.chance.choice(oracle.OPERATORS[kind])
        written = {"field": key, "op": operator}
        if operator in ("isNull", "isNotNull"):
            return written, key, operator, []
        values = [value for what, value in readings.values() if what == oracle.READ and self.is_writable(kind, value)]
        pool = sorted(set(values), key=str)
        is_typed = "_uuid" in base or "_inet" in base  # accepts nothing else
        if not is_typed or not pool:
            pool = pool + self.near(kind, values)
        count = {"in": 3, "nin": 3, "between": 2}.get(operator, 1)
        operands = [self.chance.choice(pool) for _ in range(count)]
        if operator == "between":
            operands.sort()
        if operator in ("contains", "notContains", "startsWith", "endsWith"):
            text = operands[0]
            at = self.chance.randrange(len(text)) if text else 0
            operands = [text[at:at + self.chance.randint(1, 3)] or "x"]
            if fold(operands[0]) == "":
                operands = ["x"]
        spelled = [oracle.written(kind, value) for value in operands]
        if is_typed and kind != "url" and operator in ("eq", "neq", "in", "nin"):  # without regard to case
            spelled = [self.chance.choice([text, text.upper()]) for text in spelled]
        written["value"] = spelled if count > 1 else spelled[0]
        return written, key, operator, operands

    @staticmethod
    def is_writable(kind, value):
        if kind in oracle.NUMBERS:
            digits = len(format(value, "f").replace("-", "").replace(".", ""))
            return digits <= 38 and value.as_tuple().exponent >= -27 and (  # decimals that MariaDB compares
                kind != "integer" or value == value.to_integral_value() and abs(value) < 2**63)
        if kind == "duration":
            return value == value.to_integral_value() and abs(value) < 10**11
        if isinstance(value, str) and "\ufffd" in value:  # bytes that are not UTF-8 compare as they are
            return False
        return kind != "url" or value.startswith(("http://", "https://", "mailto:"))

    def near(self, kind, values):
        """Operands that are valid for every type, and some that are close to existing values."""
        import datetime
        from decimal import Decimal
        if kind in oracle.NUMBERS:
            near = [Decimal(0), Decimal(1), Decimal(50), Decimal(1000)]
            if kind != "integer":
                near += [Decimal("0.3"), Decimal("250.855"), Decimal("0.01")]
                near += [value + Decimal("0.000001") for value in values[:3] if abs(value) < 10**9]
            return near
        if kind == "duration":
            return [Decimal(0), Decimal(90), Decimal(5400)]
        if kind == "date":
            return [datetime.date(2026, 1, 31), datetime.date(2026, 2, 1)]
        if kind == "datetime":
            return [datetime.datetime(2026, 1, 31), datetime.datetime(2026, 1, 31, 8, 5, 9)]
        if kind == "time":
            return [0, 29109, 86399]
        if kind == "boolean":
            return [True, False]
        return ["https://example.com/"] if kind == "url" else ["x", "1", "RUH", "open", UUIDS[0]]

    def ask_sort(self, report, key, readings):
        descending = self.chance.random() < 0.5
        found = report.ids(query={"sort": [{"field": key, "direction": "desc" if descending else "asc"}]})
        expected = sorted(readings, key=lambda number: (oracle.order(readings[number], descending), number))
        self.comparisons += ROWS
        if self.source.name != "sqlite":  # which has its own order for values of another type
            found, expected = self.by_number(found, readings), self.by_number(expected, readings)
        # Invalid UTF-8 is sorted by its bytes, and shown as one character.
        if any(isinstance(value, str) and "\ufffd" in value for _, value in readings.values()):
            found, expected = sorted(found), sorted(expected)
        self.check(found == expected, "sort", report, (key, descending),
                   [(a, b, readings[a], readings[b]) for a, b in zip(found, expected) if a != b][:4])

    @staticmethod
    def by_number(numbers, readings):
        """With the rows whose values are not of the type sorted by their numbers."""
        places = [at for at, number in enumerate(numbers) if readings[number][0] == oracle.UNDECIDED]
        sorted_numbers = list(numbers)
        for at, number in zip(places, sorted(numbers[at] for at in places)):
            sorted_numbers[at] = number
        return sorted_numbers

    def ask_group(self, report, key, readings):
        rows = report.rows(group=key)
        groups, ids = [], []
        for row in rows:
            if isinstance(row["Id"], int) and len([value for value in row.values() if value is not None]) > 1:
                ids.append(row["Id"])
                groups[-1].append(row["Id"])
            elif any(isinstance(value, str) and value.startswith(f"{key.upper()}:") for value in row.values()):
                groups.append([])
        self.comparisons += ROWS
        expected = {}
        for number, reading in readings.items():
            expected.setdefault(reading, []).append(number)
        self.check(sorted(map(sorted, groups)) == sorted(map(sorted, expected.values())), "group", report, key,
                   (len(groups), len(expected)))

    @staticmethod
    def difference(found, expected, readings, conditions):
        odd = sorted(set(found) ^ set(expected))[:5]
        return [(number, number in found, [readings[key][number] for _, key, _, _ in conditions]) for number in odd]

    def check(self, holds, *what):
        if holds:
            return
        report, *rest = what[1:]
        self.failures.append(f"{self.source.name}: {what[0]}: {rest}\n    {report.columns}")
        print(self.failures[-1], flush=True)


def main():
    wanted = sys.argv[1:] or ["sqlite", "postgres", "mariadb"]
    failures = []
    with tempfile.TemporaryDirectory(prefix="gormic-bi-values-") as folder, contextlib.ExitStack() as servers:
        folder = pathlib.Path(folder)
        makers = {"sqlite": lambda: Sqlite(folder), "postgres": lambda: Postgres(servers),
                  "odbc-postgres": lambda: OdbcPostgres(servers), "mariadb": lambda: MariaDb(servers)}
        for name in wanted:
            if name == "postgres" and postgres.binaries() is None or name == "mariadb" and not mariadb.is_there():
                print(f"{name}: not installed", flush=True)
                continue
            checker = Checker(folder, makers[name](), SEED)
            failures += checker.run(RENDERS)
            print(f"{name}: {checker.renders} reports, {checker.comparisons} comparisons, "
                  f"{len(checker.failures)} disagreements", flush=True)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
