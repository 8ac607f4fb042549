"""openpyxl and exceljs read from the sample workbooks what the models define."""

import datetime
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import openpyxl

import business
import recalculation
import samples
import sequences

HERE = pathlib.Path(__file__).resolve().parent
MODELS = HERE.parents[1] / "assets/demo/catalogue/models"
HIJRI = {"en": "{} (Hijri)", "ar": "{} (\u0647\u062c\u0631\u064a)"}
SERIAL = {"en": "#", "ar": "\u0645"}
FORMATS = {"money": "#,##0.00_);(#,##0.00);\"-\"??_)", "integer": "#,##0_);(#,##0);\"-\"_)",
           "percent": "0.0%_);(0.0%);\"-\"?_%_)"}
DATE = {"en": "dd/mm/yyyy", "ar": "[$-1010000]dd/mm/yyyy"}
TYPES = {"money": (int, float), "integer": int, "percent": (int, float), "string": str,
         "enum": str, "date": datetime.datetime}
NOT_BALANCED = {"en": "Not balanced", "ar": "\u063a\u064a\u0631 \u0645\u062a\u0648\u0627\u0632\u0646"}
ORDERS = {1: "ltr", 2: "rtl"}
DEFAULT_HEIGHT, MAX_FROZEN = 15, 120  # points


class Reading(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.all_files = business.render_all(folder)
        cls.files = {key: path for key, path in cls.all_files.items() if key[0] in samples.REQUESTS}
        cls.models = {model: json.loads((MODELS / f"{model}.json").read_text(encoding="utf-8"))
                      for model in samples.REQUESTS}
        cls.books = {key: openpyxl.load_workbook(path) for key, path in cls.files.items()}
        done = subprocess.run(["node", HERE / "read.cjs", *cls.all_files.values()],
                              capture_output=True, text=True, check=True, timeout=120)
        cls.exceljs = json.loads(done.stdout)

    def each(self):
        for (model, lang), book in self.books.items():
            with self.subTest(model=model, lang=lang):
                yield self.models[model], lang, book

    def of_report(self, model, book):
        """The sheets with the model's rows: the first one, or those after the index."""
        return book.worksheets[1:-1] if "sheetPerInstance" in model["layout"] else book.worksheets[:1]

    def columns(self, model, lang):
        """Title and column in the order of the sheet; None for a Hijri companion column."""
        hidden = model["layout"].get("sheetDetails", [])
        told = [(SERIAL[lang], None)] if model["layout"].get("serialNumbers") else []
        for column in model["columns"]:
            if column["key"] in hidden:
                continue
            title = column["title"][lang]
            told.append((title, column))
            if column.get("hijri"):
                told.append((HIJRI[lang].format(title), None))
        return told

    def header(self, sheet, titles):
        for row in sheet.iter_rows():
            if [cell.value for cell in row[:len(titles)]] == titles:
                return row[0].row
        raise AssertionError(f"no row holds {titles}")

    def test_cells_have_the_types_formats_and_direction_of_their_columns(self):
        for model, lang, book in self.each():
            columns = self.columns(model, lang)
            for sheet in self.of_report(model, book):
                header = self.header(sheet, [title for title, _ in columns])
                seen = set()
                for row in sheet.iter_rows(min_row=header + 1):
                    if any(cell.font.b or re.fullmatch(r"[.\u2026]{9,}", str(cell.value)) for cell in row):
                        continue  # a group's name, totals, and lines to sign on
                    for cell, (_, column) in zip(row, columns):
                        if column is not None and cell.value is not None:
                            seen.add(column["type"])
                            self.assert_cell(cell, column, lang)
                self.assertEqual(seen, {column["type"] for _, column in columns if column})

    def assert_cell(self, cell, column, lang):
        kind = column["type"]
        self.assertIsInstance(cell.value, TYPES[kind], cell.coordinate)
        if kind in ("string", "enum"):
            self.assert_text(cell)
        else:
            self.assertEqual(cell.number_format, DATE[lang] if kind == "date" else FORMATS[kind])
        if kind in ("money", "integer", "percent"):
            self.assertEqual((cell.alignment.horizontal, cell.alignment.readingOrder), ("right", 1))
        elif kind == "date":
            self.assertEqual((cell.alignment.horizontal, cell.alignment.readingOrder), ("center", 1))
        else:
            is_arabic = any("\u0600" <= c <= "\u06ff" for c in cell.value)
            self.assertEqual(cell.alignment.horizontal, "right" if lang == "ar" else "left")
            self.assertEqual(cell.alignment.readingOrder, 2 if is_arabic else 1, cell.value)

    def assert_text(self, cell):
        """A text that a user's edit could turn into a number, a date or a formula has the format Text."""
        is_clear = cell.value[0].isalpha() and not any(c.isdigit() for c in cell.value)
        self.assertEqual(cell.quotePrefix, cell.number_format == "@")
        if not is_clear:
            self.assertEqual(cell.number_format, "@", cell.value)
        self.assertIn(cell.number_format, ("General", "@"))

    def test_sheets_are_set_up_for_their_reader_and_the_printer(self):
        for model, lang, book in self.each():
            for sheet in book:
                self.assertEqual(bool(sheet.sheet_view.rightToLeft), lang == "ar")
                self.assertEqual((sheet.page_setup.paperSize, sheet.page_setup.fitToWidth), (9, None))
                setup = sheet.sheet_properties.pageSetUpPr  # Excel would not break fitted pages
                self.assertEqual(bool(setup and setup.fitToPage), not sheet.row_breaks.brk)
                # A number of pages would count those of other sheets when all are printed.
                for footer in (sheet.oddFooter, sheet.firstFooter):
                    text = footer.center.text or ""
                    self.assertNotIn("&N", text)
                self.assertIn("&P", sheet.oddFooter.center.text)
                self.assertTrue(sheet.page_setup.useFirstPageNumber)
                self.assertFalse(sheet.sheet_view.showGridLines)
            for sheet in self.of_report(model, book):
                header = self.header(sheet, [title for title, _ in self.columns(model, lang)])
                # A higher heading would leave no room for the rows on an enlarged screen.
                high = sum(sheet.row_dimensions[row].height or DEFAULT_HEIGHT for row in range(1, header + 1))
                self.assertEqual(sheet.freeze_panes, f"A{header + 1}" if high <= MAX_FROZEN else None)
                self.assertEqual(sheet.print_title_rows, f"${header}:${header}")
                is_grouped = "groups" in model["layout"]
                self.assertEqual(len(sheet.tables), 0 if is_grouped else 1)
                # Sorting by a filter would move amounts under the totals of other groups.
                self.assertIsNone(sheet.auto_filter.ref)
                for table in sheet.tables.values():
                    self.assertRegex(table.ref, rf"^A{header}:[A-Z]+\d+$")
                fill = sheet.cell(header, 1).fill.fgColor.rgb
                self.assertEqual(fill, "FF114B5F")

    def test_rows_are_banded_and_highlighted_by_rules(self):
        for model, lang, book in self.each():
            rules = [rule.formula[0] for area in book.worksheets[0].conditional_formatting
                     for rule in area.rules]
            if "groups" in model["layout"]:
                self.assertFalse([rule for rule in rules if "MOD(" in rule])
            else:
                self.assertIn("MOD(ROW(),2)=0", rules)
            highlights = sum(len(column.get("highlights", [])) for column in model["columns"])
            self.assertEqual(sum("ISNUMBER" in rule for rule in rules), highlights)
            checks = len(model["layout"].get("checks", []))
            self.assertEqual(sum(rule.endswith(f'="{NOT_BALANCED[lang]}"') for rule in rules), checks)

    def test_groups_are_outlined_and_totals_count_each_row_once(self):
        for model, lang, book in self.each():
            sheet = self.of_report(model, book)[0]
            levels = {row: its.outlineLevel for row, its in sheet.row_dimensions.items()
                      if its.outlineLevel}
            self.assertEqual(bool(levels), "groups" in model["layout"])
            formulas = [cell.value for row in sheet.iter_rows() for cell in row
                        if cell.data_type == "f" and "SUBTOTAL(9" in cell.value]
            self.assertGreater(len(formulas), 1)
            for formula in formulas:
                self.assertRegex(formula, r"^=(ROUND\()?SUBTOTAL\(9,[A-Z]+\d+:[A-Z]+\d+\)(,(6|10)\))?$")

    def test_the_index_leads_to_each_sheet(self):
        for lang in samples.LANGUAGES:
            book = self.books["customers.statements", lang]
            links = [cell.hyperlink.location for row in book.worksheets[0].iter_rows()
                     for cell in row if cell.hyperlink]
            names = [sheet.title for sheet in book.worksheets[1:-1]]
            self.assertEqual(links, ["'{}'!A1".format(name.replace("'", "''")) for name in names])
            self.assertEqual(len(names), 3)

    def test_the_chart_is_drawn_over_the_sheet_s_own_numbers(self):
        for lang in samples.LANGUAGES:
            sheet = self.books["sales.by-region", lang].worksheets[1]
            self.assertEqual(len(sheet._charts), 1)
            chart = sheet._charts[0]
            self.assertEqual(chart.x_axis.scaling.orientation, "maxMin" if lang == "ar" else "minMax")
            self.assertIn(sheet.title, chart.series[0].val.numRef.f)

    def test_exceljs_finds_what_openpyxl_finds(self):
        for key, path in self.all_files.items():
            with self.subTest(key=key):
                book, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
                told = self.exceljs[path.stem]
                self.assertEqual([its["name"] for its in told], book.sheetnames)
                for its in told:
                    self.assert_same(its, book[its["name"]], values[its["name"]])

    def assert_same(self, its, sheet, values):
        self.assertEqual(its["rightToLeft"], bool(sheet.sheet_view.rightToLeft))
        frozen = int(sheet.freeze_panes[1:]) - 1 if sheet.freeze_panes else 0
        self.assertEqual(its["frozen"], frozen)
        self.assertEqual(its["paper"], sheet.page_setup.paperSize)
        self.assertEqual(its["orientation"], sheet.page_setup.orientation or "portrait")
        titles = sheet.print_title_rows
        self.assertEqual(its["titles"], titles and titles.replace("$", ""))
        self.assertEqual(sorted(its["tables"]), sorted(t.ref for t in sheet.tables.values()))
        self.assertEqual(its["filter"], sheet.auto_filter.ref)
        self.assertEqual([formula for _, rules in its["rules"] for formula in rules],
                         [rule.formula[0] for area in sheet.conditional_formatting
                          for rule in area.rules])
        self.assertEqual(its["levels"], {
            str(row): [dimension.outlineLevel, bool(dimension.hidden)]
            for row, dimension in sheet.row_dimensions.items() if dimension.outlineLevel})
        for address, (value, number_format, horizontal, order) in its["cells"].items():
            cell = sheet[address]
            if isinstance(value, dict) and "formula" in value:
                self.assertEqual("=" + value["formula"], cell.value)
                value, seen = value.get("result", 0), values[address].value
            else:
                seen = cell.value
            if isinstance(value, dict) and "day" in value:  # or a time or a duration, as the serial number says
                since = datetime.datetime.fromisoformat(value["day"].rstrip("Z")) - datetime.datetime(1899, 12, 30)
                value, seen = since / datetime.timedelta(seconds=1), round(recalculation.number(seen) * 86400, 3)
            self.assertEqual(value, seen, address)
            self.assertEqual((number_format, horizontal, order),
                             (cell.number_format, cell.alignment.horizontal,
                              ORDERS.get(cell.alignment.readingOrder)), address)

    def test_elements_are_in_the_order_of_the_standard(self):
        seen = set()
        for path in self.all_files.values():
            found, names = sequences.disorders(path)
            self.assertEqual(found, [])
            seen |= names
        known = {name for of in sequences.ORDER.values() for name in of}
        # Other kinds of charts have their own tests.
        self.assertLessEqual(known - seen, {"lineChart", "pieChart", "dLbls", "legend"})


if __name__ == "__main__":
    unittest.main()
