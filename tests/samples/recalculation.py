"""The cached value of each formula, compared with the value that another program calculates."""

import datetime
import re
import zipfile

import openpyxl


def formulas(path):
    """Sheet, cell, formula and cached value of each formula."""
    book, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell, values[sheet.title][cell.coordinate].value


def decimals(number_format):
    found = re.search(r"0\.(0+)", number_format.split(";")[0])
    return (len(found[1]) if found else 0) + (2 if "%" in number_format else 0)


def number(value):
    """The number that a cell stores for a date, a time or a duration."""
    is_time = isinstance(value, (datetime.date, datetime.time, datetime.timedelta))
    return openpyxl.utils.datetime.to_excel(value) if is_time else value


def differences(path, calculated):
    """The number of formulas, and those for which `calculated` has another value, to the column's
    decimals."""
    other = openpyxl.load_workbook(calculated, data_only=True)
    found, count = [], 0
    for sheet, cell, cached in formulas(path):
        count += 1
        value = other[sheet][cell.coordinate].value
        cached, value = number(cached), number(value)
        if isinstance(cached, str) or isinstance(value, str) or None in (cached, value):
            same = (cached or None) == (value or None)  # "" is an empty cell
        else:
            unit = 1e-5 if cell.is_date else 10 ** -decimals(cell.number_format)  # less than a second
            same = abs(cached - value) < 0.5 * unit
        if not same:
            found.append((sheet, cell.coordinate, cell.value, cached, value))
    return count, found


def planted(path, to):
    """A copy of the workbook with one wrong cached total."""
    wrong = 0
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(to, "w") as copy:
        for name in package.namelist():
            content = package.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content, wrong = re.subn(rb"(</f><v>)(-?\d+)", rb"\g<1>1\2", content, count=1)
            copy.writestr(name, content)
    assert wrong == 1
    return to


def same(one, other):
    """Whether two programs read the same value; numbers to the digits that a cell shows."""
    one, other = number(one), number(other)
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one - other) <= 1e-12 * max(abs(one), 1)
    return (one or None) == (other or None)


def misread(path, copy):
    """The number of constant cells, and those of which the copy, saved by another program, has
    another value."""
    book, other = openpyxl.load_workbook(path), openpyxl.load_workbook(copy)
    assert book.sheetnames == other.sheetnames, (book.sheetnames, other.sheetnames)
    found, count = [], 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None or cell.data_type == "f":
                    continue
                count += 1
                value = other[sheet.title][cell.coordinate].value
                if not same(cell.value, value):
                    found.append((sheet.title, cell.coordinate, cell.value, value))
    return count, found
