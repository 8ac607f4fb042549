"""Checks and charts of awkward data: amounts in the currency of their row, filtered rows with
blank cells, categories in two directions."""

import contextlib
import json
import pathlib
import re
import sqlite3
import tempfile
import unittest
import zipfile

import openpyxl

import office
import samples

BALANCED = {"en": "Balanced", "ar": "\u0645\u062a\u0648\u0627\u0632\u0646"}
FILTERED = "Not checked: rows are filtered"
EASTERN = "1) \u0627\u0644\u0645\u0646\u0637\u0642\u0629 \u0627\u0644\u0634\u0631\u0642\u064a\u0629 20%"
LONG = "The International Consolidated Holding Company for Industrial, Agricultural and Commercial Investments " * 2
MONEY = {"currency": {"from": "currency"}, "total": "sum"}


def column(key, type="money", **its):
    return {"key": key, "type": type, "title": {"en": key.title(), "ar": f"\u0639\u0646\u0648\u0627\u0646 {key}"}, **its}


CHECK = {"checks": [{"equal": ["debit", "credit"]}]}
BOTH = [column("debit", **MONEY), column("credit", **MONEY)]
CHART = {"chart": {"kind": "column", "category": "name", "values": ["debit"]}}
INSTANCES = {"instanceIds": {"from": "name", "type": "string", "max": 9}}
MODELS = {
    **{f"check-{currency.lower()}": {"columns": [column("name", "string"), *BOTH], "layout": CHECK,
                             "sql": f"SELECT *, '{currency}' AS currency FROM facts"} for currency in ("KWD", "SAR", "JPY")},
    "check-two-currencies": {"columns": [column("name", "string"), column("debit", **MONEY), column("credit", total="sum",
                             currency={"from": "other"})], "layout": CHECK, "sql": "SELECT *, 'SAR' AS currency, 'KWD' AS other FROM facts"},
    "check-no-decimals": {"columns": [column("name", "string"), *(column(key, currency="SAR", decimals=0, total="sum")
                          for key in ("debit", "credit"))], "layout": CHECK,
                          "sql": "SELECT name, 2195 AS debit, 2194.55 AS credit FROM facts LIMIT 1"},
    "check-sections": {"columns": [column("name", "string"), *BOTH], **INSTANCES, "layout": {**CHECK, "sheetPerInstance": True},
                       "sql": "SELECT *, CASE n % 3 WHEN 0 THEN 'KWD' WHEN 1 THEN 'SAR' ELSE 'JPY' END AS currency FROM facts"},
    "check-blanks": {"columns": [column("note", "string"), *(column(key, currency="SAR", total="sum")
                     for key in ("debit", "credit"))], "layout": CHECK,
                     "sql": "SELECT CASE WHEN n % 4 THEN name END AS note, n AS debit, 21 - n AS credit FROM facts"},
    "chart-rows": {"columns": [column("name", "string"), column("debit", **MONEY)], "layout": CHART,
                   "sql": "SELECT *, CASE n % 2 WHEN 0 THEN 'KWD' ELSE 'JPY' END AS currency FROM labels"},
    "chart-kwd": {"columns": [column("name", "string"), column("debit", **MONEY)], "layout": CHART,
                  "sql": "SELECT *, 'KWD' AS currency FROM labels"},
    "chart-groups": {"columns": [column("half", "string"), column("name", "string"), *BOTH],
                     "layout": {"groups": [{"by": "half", "subtotal": True}], "chart": {"kind": "bar", "values": ["debit"]}},
                     "sql": "SELECT *, n % 2 AS half, CASE n WHEN 2 THEN 'none' ELSE credit END AS credit,"
                            " CASE n % 3 WHEN 0 THEN 'KWD' ELSE 'JPY' END AS currency FROM (SELECT n, name, debit, credit FROM facts)"},
}


def write_catalogue(folder):
    (folder / "models").mkdir(parents=True)
    (folder / "sources").mkdir()
    (folder / "sources/data.json").write_text('{"kind": "sqlite", "path": "data.db"}')
    for uid, its in MODELS.items():
        model = {"uid": uid, "version": 1, "title": {"en": uid, "ar": f"\u062a\u0642\u0631\u064a\u0631 {uid}"}, "source": "data",
                 "access": {"organizations": ["*"], "scope": "none"}, **its}
        (folder / f"models/{uid}.sql").write_text(model.pop("sql"))
        (folder / f"models/{uid}.json").write_text(json.dumps(model))
    with contextlib.closing(sqlite3.connect(folder / "data.db")) as book, book:
        for table in ("facts", "labels"):
            book.execute(f"CREATE TABLE {table} (n INTEGER, name TEXT, debit REAL, credit REAL)")
        book.executemany("INSERT INTO facts VALUES (?, ?, ?, ?)", [
            (n, f"item {n % 3}", n + 0.005, n + (0.001 if n == 6 else 0.005)) for n in range(1, 21)])
        labels = [EASTERN, "Riyadh 20%", "=HYPERLINK(\"x\")", LONG, "\u0634\u0631\u0643\u0629 ABC"]
        book.executemany("INSERT INTO labels VALUES (?, ?, ?, 0)", [(n, name, n + 0.005) for n, name in enumerate(labels)])


def hide(path, copy, rows):
    """The workbook with these rows of its first sheet hidden."""
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(copy, "w") as made:
        for name in package.namelist():
            content = package.read(name).decode("utf-8") if name.endswith(".xml") else package.read(name)
            if name == "xl/worksheets/sheet1.xml":
                for row in rows:
                    content, count = re.subn(rf'<row r="{row}"', rf'<row r="{row}" hidden="1"', content)
                    assert count == 1
            if name == "xl/tables/table1.xml":  # hidden by its filter, not by hand
                shown = "".join(f'<filter val="item {number}"/>' for number in range(3))
                condition = f'<filterColumn colId="0"><filters>{shown}</filters></filterColumn>'
                content, count = re.subn(r'<autoFilter ref="([^"]*)"/>', rf'<autoFilter ref="\1">{condition}</autoFilter>', content)
                assert count == 1
            made.writestr(name, content)
    return copy


class Checks(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.catalogue = cls.folder / "catalogue"
        write_catalogue(cls.catalogue)
        cls.files, cls.said = {}, {}
        for model in MODELS:
            ids = [f"item {n}" for n in range(3)] if model == "check-sections" else ()
            for lang in samples.LANGUAGES:
                file = cls.folder / f"{model}.{lang}.xlsx"
                cls.said[model, lang] = samples.run("render", "--catalogue", cls.catalogue, "--model", model, "--lang", lang,
                                                    "--out", file, *(("--ids", ",".join(ids)) if ids else ()))
                cls.files[model, lang] = file
        first = openpyxl.load_workbook(cls.files["check-blanks", "en"]).worksheets[0]
        cls.hidden = [row[0].row for row in first.iter_rows(min_row=2) if row[0].value is None and isinstance(row[1].value, (int, float))]
        filtered = hide(cls.files["check-blanks", "en"], cls.folder / "filtered.xlsx", cls.hidden)
        cls.calculated = office.convert([*cls.files.values(), filtered], "xlsx", cls.folder / "calculated")

    def check(self, sheet, calculated):
        """The formula of the difference, its format, its value and the verdict, as calculated."""
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and re.match(r"=ROUND\([A-Z]+\d+-", cell.value):
                    values = calculated[sheet.title]
                    return cell, values[cell.coordinate].value, values.cell(cell.row, cell.column - 1).value
        raise AssertionError(f"{sheet.title} has no check")

    def opened(self, model, lang):
        return (openpyxl.load_workbook(self.files[model, lang]),
                openpyxl.load_workbook(self.calculated[f"{model}.{lang}"], data_only=True))

    def test_a_check_counts_the_decimals_of_the_currency_of_the_totals(self):
        expected = {"KWD": (3, 0.004, False), "SAR": (2, 0, True), "JPY": (0, 0, True)}
        for currency, (decimals, difference, holds) in expected.items():
            for lang in samples.LANGUAGES:
                with self.subTest(currency=currency, lang=lang):
                    book, calculated = self.opened(f"check-{currency.lower()}", lang)
                    cell, value, verdict = self.check(book.worksheets[0], calculated)
                    self.assertTrue(cell.value.endswith(f",{decimals})"), cell.value)
                    self.assertAlmostEqual(value, difference, places=6)
                    self.assertEqual(verdict == BALANCED[lang], holds, verdict)
                    total = book.worksheets[0].cell(cell.row - 1, cell.column)
                    self.assertEqual(cell.number_format, total.number_format)  # which names the currency
                    self.assertIn('"\u00a0', cell.number_format)

    def test_each_section_has_the_decimals_of_its_own_currency(self):
        for lang in samples.LANGUAGES:
            book, calculated = self.opened("check-sections", lang)
            found = {sheet.title: self.check(sheet, calculated) for sheet in book.worksheets if sheet.title.startswith("item")}
            self.assertEqual({title: (cell.value[-2], verdict == BALANCED[lang]) for title, (cell, _, verdict) in found.items()},
                             {"item 0": ("3", False), "item 1": ("2", True), "item 2": ("0", True)})

    def test_a_check_counts_decimals_that_are_not_shown(self):
        book, calculated = self.opened("check-no-decimals", "en")
        cell, value, verdict = self.check(book.worksheets[0], calculated)
        self.assertAlmostEqual(value, 0.45)
        self.assertEqual((cell.number_format[:8], verdict), ("#,##0.00", "Not balanced"))

    def test_totals_of_two_currencies_are_not_compared(self):
        sheet = self.opened("check-two-currencies", "en")[0].worksheets[0]
        self.assertIn("Not checked", [cell.value for row in sheet.iter_rows() for cell in row])
        self.assertIn("currencies", self.said["check-two-currencies", "en"])

    def test_a_filter_is_noticed_where_its_rows_have_blank_cells(self):
        self.assertEqual(len(self.hidden), 5)
        sheet = openpyxl.load_workbook(self.files["check-blanks", "en"]).worksheets[0]
        verdicts = {stem: self.check(sheet, openpyxl.load_workbook(self.calculated[stem], data_only=True))[2]
                    for stem in ("check-blanks.en", "filtered")}
        self.assertEqual(verdicts, {"check-blanks.en": "Balanced", "filtered": FILTERED})

    def test_a_column_is_not_compared_with_itself(self):
        folder = self.folder / "itself"
        write_catalogue(folder)
        path = folder / "models/check-kwd.json"
        path.write_text(path.read_text().replace('["debit", "credit"]', '["debit", "debit"]'))
        with self.assertRaisesRegex(AssertionError, r"layout\.checks\[0\]\.equal\[1\]: A column is equal to itself"):
            samples.run("model", "check", folder)

    def numbers(self, model, lang):
        """The rows of the table of the chart sheet: the category and its amount."""
        sheet = self.opened(model, lang)[0].worksheets[1]
        region = re.search(r"ColumnTitleRegion1\.[A-Z]+(\d+)\.B(\d+)", zipfile.ZipFile(self.files[model, lang]).read("xl/workbook.xml")
                           .decode("utf-8").split(f'localSheetId="1"')[0])
        return sheet, [sheet[row] for row in range(int(region[1]) + 1, int(region[2]) + 1)], int(region[2])

    def test_categories_are_read_in_their_own_direction(self):
        for lang in samples.LANGUAGES:
            _, rows, _ = self.numbers("chart-rows", lang)
            orders = [row[0].alignment.readingOrder for row in rows]
            self.assertEqual(orders, [2, 1, 1, 1, 2], lang)  # by their first letter

    def test_a_row_is_as_high_as_the_lines_of_its_category(self):
        for lang in samples.LANGUAGES:
            sheet, rows, _ = self.numbers("chart-rows", lang)
            heights = [sheet.row_dimensions[row[0].row].height for row in rows]
            width = sheet.column_dimensions["A"].width
            lines = -(-len(LONG.strip()) // width)  # letters are narrower than digits on average
            self.assertGreaterEqual(heights[3], lines * 12, lang)
            self.assertEqual([height for height in heights if height not in (None, 15.0)], [heights[3]], lang)

    def test_amounts_of_a_chart_name_their_currency(self):
        for model, formats in {"chart-rows": ["#,##0.000", "#,##0"] * 2 + ["#,##0.000"], "chart-kwd": ["#,##0.000"] * 5}.items():
            _, rows, _ = self.numbers(model, "en")
            self.assertEqual([row[1].number_format.split('"')[0] for row in rows], formats, model)
            self.assertEqual({row[1].number_format.split('"')[1].strip("\u00a0") for row in rows},
                             {"KWD", "JPY"} if model == "chart-rows" else {"KWD"})
        drawing = zipfile.ZipFile(self.files["chart-kwd", "en"]).read("xl/drawings/drawing1.xml").decode("utf-8")
        described = re.search(r'descr="([^"]*)"', drawing)[1].replace("\u00a0", " ")
        self.assertIn("from 0.005 KWD to 4.005 KWD", described)

    def test_a_chart_of_groups_in_several_currencies_says_so(self):
        for lang in ("ar", "en"):
            sheet, _, last = self.numbers("chart-groups", lang)
            notes = [cell.value for row in sheet.iter_rows(min_row=last + 1) for cell in row if cell.value]
            self.assertEqual(len(notes), 1, notes)  # and none about the text in the other column
            self.assertIn("The chart draws amounts of different currencies", self.said["chart-groups", lang])
        self.assertEqual(notes, ["Amounts in different currencies are not added up"])


if __name__ == "__main__":
    unittest.main()
