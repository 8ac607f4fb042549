"""The totals of the reports are those that SQLite finds in the rows of their queries."""

import json
import pathlib
import re
import sqlite3
import tempfile
import unittest

import openpyxl

import business
import recalculation
import samples

TOTAL = {"en": "Total", "ar": "\u0627\u0644\u0625\u062c\u0645\u0627\u0644\u064a"}
DATA = {"en": "Data", "ar": "\u0627\u0644\u0628\u064a\u0627\u0646\u0627\u062a"}
VALUES = {"period_from": "2026-01-01", "period_to": "2026-03-31", "year": 2026, "least": 0.125, "amount": None,
          "count": None, "longest": None, "loss": None, "asOf": None}
# A request for some of the rows, and one in another calendar: what their queries leave out.
CONDITIONS = {"bank-reconciliation-limited": "state = 'ledger'", "vouchers": "credit >= 1500.5",
              "account-statements": "id IN (1, 2, 3, 4)", "statements-by-code": "supplier IN (10041, 10042, 10043)"}
PERIODS = {"cash-book": {"period_from": "2026-01-20", "period_to": "2026-03-18"}}


def title_rows(sheet, titles):
    """The row of the titles, and their columns; the currency may stand after a title."""
    for row in sheet.iter_rows():
        found = {}
        for cell in row:
            for title in titles:
                if isinstance(cell.value, str) and re.fullmatch(re.escape(title) + r"( \([^()]*\))?", cell.value):
                    found.setdefault(title, cell.column)
        if len(found) == len(titles):
            return row[0].row, found
    raise AssertionError(f"{sheet.title} has no row with {titles}")


class Totals(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.files = business.render(cls.folder)
        cls.book = sqlite3.connect(cls.folder / "business/books.db")
        cls.book.row_factory = sqlite3.Row

    def rows(self, name, model):
        sql = (business.HERE / f"models/{model}.sql").read_text(encoding="ascii")
        condition = CONDITIONS.get(name, "1")
        return self.book.execute(f"SELECT * FROM ({sql}) WHERE {condition}", {**VALUES, **PERIODS.get(name, {})}).fetchall()

    def test_each_total_is_the_sum_of_the_rows_of_its_query(self):
        count = 0
        for (name, lang), path in self.files.items():
            model = json.loads((business.HERE / f"models/{business.REQUESTS[name][0]}.json").read_text(encoding="utf-8"))
            summed = [its for its in model["columns"] if its.get("total") == "sum" and its.get("currency") != {"from": "currency"}]
            rows = self.rows(name, model["uid"])
            if not summed or not rows:
                continue
            with self.subTest(name=name, lang=lang):
                sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
                totals = self.totals(sheet, [its["title"][lang] for its in summed], lang)
                for its, total in zip(summed, totals):
                    expected = sum(row[its.get("from", its["key"])] or 0 for row in rows)
                    self.assertAlmostEqual(recalculation.number(total), expected / (86400 if its["type"] == "duration" else 1),
                                           places=3, msg=its["key"])
                    count += 1
        self.assertGreater(count, 150)

    def test_a_data_sheet_has_each_row_once(self):
        count = 0
        for (name, lang), path in self.files.items():
            model = json.loads((business.HERE / f"models/{business.REQUESTS[name][0]}.json").read_text(encoding="utf-8"))
            if not model.get("layout", {}).get("dataSheet"):
                continue
            with self.subTest(name=name, lang=lang):
                rows = self.rows(name, model["uid"])
                sheet = openpyxl.load_workbook(path, data_only=True)[DATA[lang]]
                table = next(iter(sheet.tables.values()))
                summed = [its for its in model["columns"] if its.get("total") == "sum"]
                header, columns = title_rows(sheet, [its["title"][lang] for its in summed])
                area = openpyxl.utils.range_boundaries(table.ref)
                self.assertEqual((header, area[3] - area[1]), (area[1], len(rows)))
                for its in summed:
                    cells = [sheet.cell(row, columns[its["title"][lang]]).value for row in range(area[1] + 1, area[3] + 1)]
                    expected = sum(row[its.get("from", its["key"])] or 0 for row in rows)
                    self.assertAlmostEqual(sum(recalculation.number(cell) or 0 for cell in cells),
                                           expected / (86400 if its["type"] == "duration" else 1), places=3, msg=its["key"])
                count += 1
        self.assertEqual(count, 4)

    def totals(self, sheet, titles, lang):
        header, columns = title_rows(sheet, titles)
        for row in reversed(list(sheet.iter_rows(min_row=header + 1))):
            if any(isinstance(cell.value, str) and cell.value.strip() == TOTAL[lang] for cell in row):
                return [sheet.cell(row[0].row, columns[title]).value for title in titles]
        raise AssertionError(f"{sheet.title} has no total")


if __name__ == "__main__":
    unittest.main()
