"""How numbers of a column must print, by Python's decimals: random values of every storage class,
spelling and size in columns of every kind, and the notices to the reader."""

import decimal
import json
import math
import pathlib
import random
import re
import sqlite3

from decimal import Decimal

decimal.getcontext().prec = 200
CURRENCIES = {"SAR": 2, "JPY": 0, "KWD": 3, "CLF": 4}  # ISO 4217, list one
UNKNOWN = "ZZQ"
BOUNDS = {"decimal": (2, 6), "percent": (1, 4)}
BLANKS = " \t\n\v\f\r\u00a0"
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")
DIGITS = 15
ROWS = 30


class Column:
    """A column of a data model, with the expected texts of its cells."""

    def __init__(self, key, kind, decimals=None, currency=None, minor=False, grouping=True, total=None):
        self.key, self.kind, self.decimals, self.currency = key, kind, decimals, currency
        self.minor, self.grouping, self.total = minor, grouping, total

    def model(self):
        told = {"key": self.key, "type": self.kind, "title": {"en": self.key, "ar": "\u0639 " + self.key}}
        if self.decimals is not None:
            told["decimals"] = self.decimals
        if self.currency:
            told["currency"] = {"from": "unit"} if self.currency == "row" else self.currency
        if self.minor:
            told["minor"] = True
        if not self.grouping:
            told["grouping"] = False
        if self.total:
            told["total"] = self.total
        return told

    @property
    def shift(self):
        return 2 if self.kind == "percent" else 0

    def code(self, unit):
        return unit if self.currency == "row" else self.currency

    def places(self, unit):
        """The number of decimals, if it does not depend on the values."""
        if self.kind == "integer":
            return 0
        if self.decimals is not None:
            return self.decimals
        return CURRENCIES.get(self.code(unit), 2) if self.kind == "money" else None

    def rounding(self, unit):
        """The decimals to which binary values are rounded; None for all of their 15 digits."""
        if self.kind == "percent":
            return (4 if self.decimals is None else self.decimals) + 2 + 4
        if self.kind == "money" or (self.kind == "decimal" and self.decimals is not None):
            return self.places(unit) + 4
        return None


def is_text(value):
    try:
        text = value.decode()
    except UnicodeDecodeError:
        return None
    return None if any((ord(c) < 32 and c not in "\t\n\r") or ord(c) == 127 for c in text) else text


def digits_of(number):
    """The significant digits, and how many of them are before the decimal point."""
    _, digits, exponent = number.normalize().as_tuple()
    return len(digits), len(digits) + exponent


def spelled(value):
    """A value as written in text."""
    if isinstance(value, float):
        if not math.isfinite(value):
            return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
        return f"{value:.15g}"
    return str(value)


class Cell:
    """A value in a column: `number` for a number, `text` for a text, neither if it is empty; and
    the kind of notice to the reader."""

    def __init__(self, column, value, unit):
        self.unit, self.number, self.text, self.told = unit, None, None, None
        if isinstance(value, bytes):
            text = is_text(value)
            if text is None:
                self.text, self.told = value.hex().upper(), "bytes"
                return
            value = text
        if value is None or (isinstance(value, str) and not value.strip(BLANKS)):
            return
        number = self.read(value)
        if column.minor and column.code(unit) not in CURRENCIES:
            self.text, self.told = spelled(value), "misfits" if number is None else "undivided"
            return
        if number is None:
            self.text, self.told = spelled(value), "misfits"
            return
        if column.minor:
            number = number.scaleb(-CURRENCIES[column.code(unit)])
        if isinstance(value, float) and column.rounding(unit) is not None:
            number = number.quantize(Decimal(1).scaleb(-column.rounding(unit)), decimal.ROUND_HALF_UP)
        if column.kind == "integer" and number != number.to_integral_value():
            self.text, self.told = spelled(value), "misfits"
            return
        significant, before = digits_of(number) if number else (0, 0)
        shown = max(6, column.places(unit) or 0)
        if before > DIGITS or (significant > DIGITS and before + shown > DIGITS):
            its = float(number) if isinstance(value, float) else f"{number.normalize():f}"
            self.text, self.told = spelled(its), "long"
            return
        self.number = number
        self.is_long = significant > DIGITS
        if column.kind == "money" and column.code(unit) == UNKNOWN:
            self.told = "unknown"

    @staticmethod
    def read(value):
        if isinstance(value, float):
            return Decimal(f"{value:.14e}") if math.isfinite(value) else None
        if isinstance(value, int):
            return Decimal(value)
        value = value.strip(BLANKS)
        return Decimal(value) if NUMBER.fullmatch(value) else None


def decimals_of(number):
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if number else 0


def shown_decimals(column, cells):
    """The decimals of a column whose values determine them; one number for the whole column."""
    fewest, most = BOUNDS[column.kind]
    needed = max([decimals_of(cell.number) - column.shift for cell in cells if cell.number is not None], default=0)
    return fewest if needed > most else max(fewest, needed)


def is_tie(column, number, places):
    """Half a unit of the last digit: programs multiply percentages by 100, which may lose it."""
    rest = abs(number).scaleb(column.shift + places) % 1
    return column.kind == "percent" and rest == Decimal("0.5")


def printed(column, number, places):
    """The value as shown by a format with so many decimals."""
    shown = abs(number).scaleb(column.shift).quantize(Decimal(1).scaleb(-places), decimal.ROUND_HALF_UP)
    is_grouped = column.grouping and column.kind != "percent"
    text = f"{shown:,f}" if is_grouped else f"{shown:f}"
    if number == 0 and column.grouping:
        return "-"
    if column.kind == "percent":
        text += "%"
    return f"({text})" if number < 0 else text


class Expected:
    """The expected cells and notices of one column of a report."""

    def __init__(self, column, values, units):
        self.column = column
        self.cells = [Cell(column, value, unit) for value, unit in zip(values, units)]
        self.places = None
        if column.places(None) is None:
            self.places = shown_decimals(column, self.cells)

    def shown_with(self, cell):
        return self.column.places(cell.unit) if self.places is None else self.places

    def texts(self):
        """The text of each cell; None if LibreOffice loses a digit by the limits of its numbers."""
        for cell in self.cells:
            if cell.number is not None:
                text = printed(self.column, cell.number, self.shown_with(cell))
                is_sure = digits_of(cell.number)[0] < DIGITS and not is_tie(self.column, cell.number, self.shown_with(cell))
                yield text if is_sure else None
            else:
                yield cell.text or ""

    def told(self):
        """For each kind of notice: the number of values, and the row (from 0) of the first. The
        total counts as a value too."""
        found = {}
        for row, cell in enumerate(self.cells):
            for kind in self.kinds(cell):
                count, first = found.get(kind, (0, row))
                found[kind] = (count + 1, first)
        for kind in self.kinds_of_total():
            count, first = found.get(kind, (0, len(self.cells)))
            found[kind] = (count + 1, first)
        return found

    def kinds(self, cell):
        if cell.told:
            yield cell.told
        if cell.number is None or self.column.decimals is not None or self.column.kind == "integer":
            return
        if self.column.kind == "money":
            is_known = self.column.currency != "row" or cell.unit in CURRENCIES
            if is_known and decimals_of(cell.number) > self.shown_with(cell):
                yield "more"
            return
        if cell.is_long:
            yield "rounded"
        yield from self.misleading(cell.number, self.shown_with(cell))

    def misleading(self, number, places):
        unit = Decimal(1).scaleb(-places - self.column.shift)
        shown = abs(number).quantize(unit, decimal.ROUND_HALF_UP)
        if number and not shown:
            yield "zeros"
        if self.column.kind == "percent" and shown == 1 and abs(number) != 1:
            yield "hundreds"

    def kinds_of_total(self):
        """A difference that is larger than the rounding of its values."""
        total = self.total() if self.column.total else None
        if total is None or self.column.decimals is not None or self.column.kind == "integer":
            return
        numbers = [cell for cell in self.cells if cell.number is not None]
        if not numbers:
            return
        lost = len(numbers) * Decimal(1).scaleb(-self.rounding_of_total(numbers[0].unit))
        if min(abs(total), abs(abs(total) - 1)) > lost:
            yield from self.misleading(total, self.shown_with(numbers[0]))

    def rounding_of_total(self, unit):
        rounding = self.column.rounding(unit)
        return BOUNDS["decimal"][1] + 4 if self.column.kind == "decimal" and rounding is None else rounding

    def total(self):
        """The sum, rounded as in its formula; None for a column without a total."""
        numbers = [cell for cell in self.cells if cell.number is not None]
        units = {cell.unit for cell in numbers} if self.column.currency == "row" else {None}
        if len(units) > 1 or (not numbers and any(cell.text is not None for cell in self.cells)):
            return None
        total = sum((cell.number for cell in numbers), Decimal(0))
        rounding = self.rounding_of_total(numbers[0].unit if numbers else None)
        return total if rounding is None else total.quantize(Decimal(1).scaleb(-rounding), decimal.ROUND_HALF_UP)

    def total_text(self):
        """None if it has more digits than any program shows."""
        total = self.total()
        mark = "*" if any(cell.text is not None for cell in self.cells) else ""
        if total is None:
            return mark
        unit = next((cell.unit for cell in self.cells if cell.number is not None), None)
        places = self.column.places(unit) if self.places is None else self.places
        shown = total.quantize(Decimal(1).scaleb(-places - self.column.shift), decimal.ROUND_HALF_UP)
        if (shown and digits_of(shown)[0] >= DIGITS) or is_tie(self.column, total, places):
            return None
        return printed(self.column, total, places) + mark


def number_text(chance, number):
    """A random spelling of the number."""
    text = f"{number:f}"
    return chance.choice([text, text, " " + text, text + "  ", "+" + text if number >= 0 else text,
                          text + "0" if "." in text else text + ".00", "0" + text if number >= 0 else text])


def value_of(chance, kind, most):
    """Any value of a database; numbers with at most `most` decimals unless that is None."""
    draw = chance.random()
    if draw < 0.06:
        return chance.choice([None, "", "   ", "\u00a0", b""])
    if most is None and draw < 0.12:
        return chance.choice(["x", "1,234.50", "12.5 SAR", "1e5", "--1", b"\x89PNG\r\n\x1a\n\x00", b"\x00\x09", b"12.5",
                              float("inf"), "NaN", b"\xd8\xb3"])
    if most is None and draw < 0.2:
        return chance.choice([0.1 + 0.2, sum([0.1, 0.2, -0.3]), 250.855, -0.0004, 0.9996, 1.0004, 0.99949, 0.0005, 4e-7,
                              -1e-7, 1 / 3, -2 / 3, 1e15, 9.3e18, -1e100, 999999999999999, 12.4, 12.0, 11.9999999999999999,
                              1e-20, "0.33333333333333333333", "1234567890123.1234567890", "99999999999999999999",
                              2**63 - 1, -10**15, 10**15 - 1, 0.005, 0.00125, "0.0000000000000001", "-12.500"])
    places = chance.randrange(0, (most if most is not None else 8) + 1)
    size = chance.choice([0, 1, 1, 2, 4, 6, 9])
    number = Decimal(chance.randrange(-10**(size + places), 10**(size + places) + 1)).scaleb(-places)
    if kind == "percent":
        number = number.scaleb(-2 - min(size, 3))
        if most is not None:
            number = number.quantize(Decimal(1).scaleb(-most - 2), decimal.ROUND_DOWN)
    form = chance.randrange(4)
    if form == 0 and number == number.to_integral_value():
        return int(number)
    if form <= 2:
        return float(number)
    return number_text(chance, number)


def columns(chance, count):
    """One column of each kind, then random ones."""
    kinds = [("integer", {}), ("integer", {"grouping": False}), ("decimal", {}), ("percent", {}), ("money", {}),
             *[("decimal", {"decimals": its}) for its in (0, 1, 3, 10)], *[("percent", {"decimals": its}) for its in (0, 2, 6)],
             *[("money", {"currency": its}) for its in CURRENCIES],
             ("money", {"currency": "SAR", "decimals": 4}), ("money", {"currency": "KWD", "decimals": 0}),
             *[("money", {"currency": its, "minor": True}) for its in CURRENCIES], ("money", {"minor": True}),
             ("money", {"currency": "row"}), ("money", {"currency": "row", "minor": True}),
             ("money", {"currency": "row", "decimals": 3})]
    chosen = kinds + [chance.choice(kinds) for _ in range(count - len(kinds))]
    return [Column(f"c{i}", kind, total=chance.choice(["sum", "sum", None]), **more)
            for i, (kind, more) in enumerate(chosen)]


def report(chance, count):
    """Columns, rows of values (the currency last), and the expected result of each column."""
    chosen = columns(chance, count)
    units = [chance.choice([*CURRENCIES, UNKNOWN]) for _ in range(ROWS)]
    values = []
    for column in chosen:
        # Half of the columns hold only values that their formats can show.
        most = chance.choice([None, None, 0, 1, 2, 3, 4])
        values.append([value_of(chance, column.kind, most) for _ in range(ROWS)])
    expected = [Expected(column, its, units) for column, its in zip(chosen, values)]
    return chosen, [*zip(*values, units)], expected


def catalogue(folder, reports):
    """A table and a data model for each report, by name."""
    folder = pathlib.Path(folder)
    (folder / "models").mkdir(parents=True)
    (folder / "sources").mkdir()
    (folder / "sources/numbers.json").write_text('{"kind": "sqlite", "path": "numbers.db"}')
    (folder / "organizations.json").write_text(json.dumps({"organizations": [
        {"uid": "west", "name": "West", "timeZone": "UTC"},
        {"uid": "east", "name": "East", "timeZone": "UTC", "digits": "arabicIndic"}]}))
    book = sqlite3.connect(folder / "numbers.db")
    for name, (chosen, rows, _) in reports.items():
        keys = [column.key for column in chosen]
        book.execute(f"CREATE TABLE {name} ({', '.join(keys)}, unit)")
        book.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * (len(keys) + 1))})", rows)
        model = {"uid": name, "version": 1, "source": "numbers", "title": {"en": name, "ar": "\u0646 " + name},
                 "access": {"organizations": ["*"], "scope": "none"},
                 "columns": [*[column.model() for column in chosen],
                             {"key": "unit", "type": "string", "title": {"en": "unit", "ar": "\u0639 unit"}}]}
        (folder / f"models/{name}.json").write_text(json.dumps(model))
        (folder / f"models/{name}.sql").write_text(f"SELECT {', '.join(keys)}, unit FROM {name} ORDER BY rowid")
    book.commit()
    book.close()
    return folder
