"""Compares the rows of a report, as other programs read them, with what SQL gives."""

import datetime
import math
import os

import workbook

ZERO = datetime.datetime(1899, 12, 30)


class Comparison:
    """A mixin for test cases."""

    def assert_report(self, path, titles, expected):
        """Compares every cell by openpyxl and, unless GORMIC_BI_TEST_OFFICE is 0, LibreOffice."""
        cells = workbook.cells(path, titles)
        self.assertGreaterEqual(len(cells), len(expected))
        for number, (cell, row) in enumerate(zip(cells, expected), 1):
            if not all(map(is_same, cell, row)):
                self.fail(f"row {number} is {cell}, SQL says {row}")
        self.assert_ends(cells[len(expected):], expected)
        if os.environ.get("GORMIC_BI_TEST_OFFICE") == "0":
            return
        texts = workbook.texts(path, titles)
        self.assertGreaterEqual(len(texts), len(expected))
        for number, (text, row) in enumerate(zip(texts, expected), 1):
            if not all(map(is_shown, text, row)):
                self.fail(f"LibreOffice shows in row {number} {text}, SQL says {row}")

    def assert_ends(self, below, expected):
        """Below the rows are totals of columns, and no further row."""
        for row in below:
            for index, value in enumerate(row):
                if isinstance(value, (int, float)):
                    total = math.fsum(line[index] for line in expected if line[index] is not None)
                    self.assertTrue(is_same(value, total), f"{row} ends the rows, not {total}")
        figures = [row for row in below if any(isinstance(cell, (int, float)) for cell in row)]
        self.assertLessEqual(len(figures), 1, "more rows than SQL gives")


def is_same(cell, value):
    if value in (None, ""):
        return cell in (None, "")
    if isinstance(value, float) or isinstance(cell, float):
        return isinstance(cell, (int, float)) and math.isclose(cell, value, rel_tol=1e-14,
                                                               abs_tol=1e-9)
    if isinstance(value, datetime.datetime):
        return isinstance(cell, datetime.datetime) and abs(cell - value).total_seconds() < 0.001
    return type(cell) is type(value) and cell == value


def is_shown(text, value):
    """Whether a text of LibreOffice's CSV has the value."""
    if value is None:
        return text == ""
    if isinstance(value, datetime.datetime):
        return text in {value.strftime(form) for form in DATE_FORMS}
    if isinstance(value, (int, float)):
        is_percent = text.endswith("%")
        number = float(text.rstrip("%")) / (100 if is_percent else 1)
        return math.isclose(number, value, rel_tol=1e-13, abs_tol=1e-9)
    return text == value


# ISO 8601, or as LibreOffice writes a date without a locale.
DATE_FORMS = ["%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%m/%d/%Y", "%m/%d/%Y %H:%M:%S"]
