"""The rules of assets/docs/types.md in Python: a cell of the unfiltered workbook, as openpyxl reads
it, is empty, undecided or a value of its column's type. Independent of the product's code."""

import datetime
import decimal
import re

EMPTY, UNDECIDED, READ = "empty", "undecided", "read"
NUMBERS = {"integer", "decimal", "money", "percent"}
TEXTS = {"string", "text", "url", "enum"}
ORDERED = NUMBERS | {"date", "datetime", "time", "duration"}
OPERATORS = {
    **{name: ["eq", "neq", "gt", "gte", "lt", "lte", "in", "nin", "between", "isNull", "isNotNull"] for name in ORDERED},
    **{name: ["eq", "neq", "in", "nin", "contains", "notContains", "startsWith", "endsWith", "isNull", "isNotNull"]
       for name in TEXTS},
    "boolean": ["eq", "neq", "in", "nin", "isNull", "isNotNull"],
}
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
CLOCK = re.compile(r"(-?)(\d+):([0-5]\d):([0-5]\d(\.\d+)?)$", re.ASCII)
DIGITS = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)$", re.ASCII)
LARGE_BINARY = re.compile(r"-?\d(\.\d+)?e\+\d{2,3}$", re.ASCII)  # of 10^15 and more, with 15 digits


def seconds_of(value):
    """The seconds of a time of day or a duration, as openpyxl returns them."""
    if isinstance(value, datetime.time):
        return value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
    if isinstance(value, datetime.timedelta):
        return value.total_seconds()
    if isinstance(value, datetime.datetime):  # a serial of more than a day
        return (value - datetime.datetime(1899, 12, 30)).total_seconds()
    return float(value) * 86400


def read(kind, cell, labels=None, is_text=False):
    """(state, value or text). In a column of texts "1e+15" is not a number."""
    if cell is None:
        return EMPTY, None
    if kind in NUMBERS:
        return number(cell, is_text)
    if kind in TEXTS:
        return READ, (labels or {}).get(cell, str(cell))
    if kind == "boolean":
        return (READ, cell == "Yes") if cell in ("Yes", "No") else (UNDECIDED, cell)
    if kind in ("date", "datetime"):
        return moment(kind, cell)
    return clock(kind, cell, is_text)


def number(cell, is_text):
    if isinstance(cell, bool):
        return UNDECIDED, str(cell)
    if isinstance(cell, (int, float)):
        return READ, decimal.Decimal(repr(cell))
    # A number of more digits than a cell stores is text in the cell.
    digits = cell.lstrip("-+").replace(".", "").lstrip("0")
    if DIGITS.match(cell) and len(digits) > 15 or LARGE_BINARY.match(cell) and not is_text:
        return READ, decimal.Decimal(cell)
    return UNDECIDED, cell


def moment(kind, cell):
    if isinstance(cell, datetime.datetime):
        found = cell.replace(microsecond=0)
    elif isinstance(cell, datetime.date):
        found = datetime.datetime(cell.year, cell.month, cell.day)
    else:  # a date before Excel's first is text in the cell
        found = early_day(cell)
        if found is None:
            return UNDECIDED, cell
    return READ, found.date() if kind == "date" else found


def early_day(text):
    match = DAY.match(text)
    if not match or int(match[1]) >= 1901:
        return None
    try:
        return datetime.datetime.fromisoformat(text.strip()[:19])
    except ValueError:
        return None


def clock(kind, cell, is_text):
    if not isinstance(cell, str):
        seconds = seconds_of(cell)
        if kind == "time":
            return READ, int(seconds + 1e-6)
        return READ, decimal.Decimal(f"{seconds:.12g}").normalize()  # a cell stores it in days
    match = CLOCK.match(cell)
    if kind == "duration" and match and match[1]:  # Excel shows no negative ones
        return READ, -(int(match[2]) * 3600 + int(match[3]) * 60 + decimal.Decimal(match[4]))
    if kind == "duration" and (DIGITS.match(cell) or LARGE_BINARY.match(cell) and not is_text):  # nor those of 8,000 years
        return READ, decimal.Decimal(cell)
    return UNDECIDED, cell


def holds(operator, reading, operands, fold=lambda text: text):
    """Whether a row is in the filtered report."""
    what, value = reading
    if operator == "isNull":
        return what == EMPTY
    if operator == "isNotNull":
        return what != EMPTY
    if what == EMPTY:
        return operator in ("neq", "nin", "notContains")
    if what == UNDECIDED:
        return False
    if operator in ("eq", "in"):
        return value in operands
    if operator in ("neq", "nin"):
        return value not in operands
    if operator == "gt":
        return value > operands[0]
    if operator == "gte":
        return value >= operands[0]
    if operator == "lt":
        return value < operands[0]
    if operator == "lte":
        return value <= operands[0]
    if operator == "between":
        return operands[0] <= value <= operands[1]
    text, part = fold(value), fold(operands[0])
    if operator == "contains":
        return part in text
    if operator == "notContains":
        return part not in text
    return text.startswith(part) if operator == "startsWith" else text.endswith(part)


def order(reading, descending):
    """The sort key: values, then values of another type by their text, then empty cells."""
    what, value = reading
    if what == READ:
        return 0, Reversed(value) if descending else value
    return (1, value.encode()) if what == UNDECIDED else (2, 0)


class Reversed:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        return other.value < self.value

    def __eq__(self, other):
        return other.value == self.value


def written(kind, value):
    """An operand as a request writes it."""
    if kind in NUMBERS:
        return format(value, "f")
    if kind == "datetime":
        return value.isoformat(sep="T", timespec="seconds")
    if kind == "date":
        return value.isoformat()
    if kind == "time":
        return str(datetime.timedelta(seconds=int(value))).rjust(8, "0")
    if kind == "duration":
        return int(value)
    return value
