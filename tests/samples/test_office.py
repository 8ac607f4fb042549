"""LibreOffice calculates the cached values of the workbooks' formulas, and renders their pages."""

import datetime
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import zipfile

import openpyxl

import office
import samples

PICTURES = pathlib.Path(os.environ["GORMIC_BI_TEST_PICTURES"])
# The sheets of the report, then those after it.
PAGES = {"sales.invoices": 3, "finance.vat-return": 2, "finance.trial-balance": 2,
         "customers.statements": 5, "sales.by-region": 3, "stock.ageing": 2}


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
    """The formulas for which LibreOffice calculates another value, to the column's decimals."""
    other = openpyxl.load_workbook(calculated, data_only=True)
    found, count = [], 0
    for sheet, cell, cached in formulas(path):
        count += 1
        value = other[sheet][cell.coordinate].value
        cached, value = number(cached), number(value)
        if isinstance(cached, str) or isinstance(value, str) or None in (cached, value):
            same = cached == value
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


class Office(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.files = samples.render(cls.folder)
        cls.planted = planted(cls.files["finance.vat-return", "en"], cls.folder / "planted.xlsx")
        cls.calculated = office.convert([*cls.files.values(), cls.planted], "xlsx",
                                        cls.folder / "calculated")

    def test_each_formula_calculates_its_cached_value(self):
        for (model, lang), path in self.files.items():
            with self.subTest(model=model, lang=lang):
                count, found = differences(path, self.calculated[path.stem])
                self.assertGreater(count, 1)
                self.assertEqual(found, [])

    def test_a_wrong_cached_value_is_found(self):
        _, found = differences(self.planted, self.calculated["planted"])
        self.assertEqual(len(found), 1, found)

    def test_each_page_is_rendered(self):
        shutil.rmtree(PICTURES, ignore_errors=True)
        PICTURES.mkdir(parents=True)
        printed = office.convert(list(self.files.values()), "pdf", self.folder / "printed")
        for (model, lang), path in self.files.items():
            with self.subTest(model=model, lang=lang):
                subprocess.run(["pdftoppm", "-r", "80", "-png", printed[path.stem],
                                PICTURES / path.stem], check=True, timeout=60)
                self.assertEqual(len(list(PICTURES.glob(f"{path.stem}-*.png"))), PAGES[model])


if __name__ == "__main__":
    unittest.main()
