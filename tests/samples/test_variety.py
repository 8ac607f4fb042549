"""For any database content the workbook opens in every program and is exact where it can be."""

import datetime
import os
import pathlib
import re
import subprocess
import tempfile
import unicodedata
import unittest

import openpyxl

import integrity
import office
import recalculation
import samples
import sequences
import variety

PICTURES = pathlib.Path(os.environ["GORMIC_BI_TEST_PICTURES"])
PLURALS = {0: "\u0644\u0627 \u062a\u0648\u062c\u062f \u0635\u0641\u0648\u0641",
           1: "\u0635\u0641 \u0648\u0627\u062d\u062f", 2: "\u0635\u0641\u0627\u0646",
           3: "3 \u0635\u0641\u0648\u0641", 10: "10 \u0635\u0641\u0648\u0641",
           11: "11 \u0635\u0641\u064b\u0627", 99: "99 \u0635\u0641\u064b\u0627",
           100: "100 \u0635\u0641"}
THREE = "#,##0.000_);(#,##0.000);\"-\"???_)"
INDIC = "[$-2000401]"


def below(sheet, title, count):
    """The cells under a column's title."""
    for row in sheet.iter_rows():
        for cell in row:
            said = str(cell.value).replace("\u200f", "")  # after a title of both directions, before its currency
            if cell.value == title or said.startswith(title + " ("):
                return [sheet.cell(cell.row + 1 + i, cell.column) for i in range(count)]
    raise AssertionError(f"no column {title}")


class Variety(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        catalogue = variety.catalogue(cls.folder / "catalogue")
        cls.files, cls.said = {}, {}
        for uid in variety.MODELS:
            for lang in samples.LANGUAGES:
                file = cls.folder / f"{uid}.{lang}.xlsx"
                cls.said[uid, lang] = samples.run("render", "--catalogue", catalogue, "--model", uid,
                                                  "--lang", lang, "--organization", "cairo", "--out", file)
                cls.files[uid, lang] = file
        cls.indic = cls.folder / "indic.xlsx"
        samples.run("render", "--catalogue", catalogue, "--model", "types", "--lang", "ar",
                    "--organization", "indic", "--out", cls.indic)
        cls.calculated = office.convert(list(cls.files.values()), "xlsx", cls.folder / "calculated")

    def sheet(self, uid, lang):
        return openpyxl.load_workbook(self.files[uid, lang]).worksheets[0]

    def title(self, key, lang):
        return ("\u0639 " if lang == "ar" else "") + key

    def cells(self, key, lang):
        return below(self.sheet("types", lang), self.title(key, lang), len(variety.ROWS))

    def test_texts_are_preserved_as_far_as_excel_can_store_them(self):
        for lang in samples.LANGUAGES:
            title = self.title("v", lang)
            cells = below(self.sheet("texts", lang), title, len(variety.TEXTS))
            shown = below(openpyxl.load_workbook(self.calculated[f"texts.{lang}"]).worksheets[0],
                          title, len(variety.TEXTS))
            for (text, *held), cell, seen in zip(variety.TEXTS, cells, shown):
                expected = held[0] if held else text
                with self.subTest(lang=lang, text=repr(text)[:40]):
                    self.assertEqual(cell.value, expected)
                    self.assertNotEqual(seen.data_type, "f")
                    # LibreOffice reads escaped control characters differently, and never truncates.
                    if expected and not expected.startswith("_x"):
                        self.assertEqual(seen.value, expected)
                    if expected is not None:
                        # What an edit could turn into a number or a formula has the format Text.
                        is_clear = not re.search(r"^[=+\-@' ]|\d", expected)
                        allowed = [("s", "@", True)] + is_clear * [("s", "General", False)]
                        self.assertIn((cell.data_type, cell.number_format, cell.quotePrefix), allowed)

    def test_what_excel_cannot_store_is_counted_in_a_notice(self):
        said = self.said["texts", "en"]
        self.assertRegex(said, r"3 texts in the column \"v\" are longer than Excel allows and were cut, "
                               r"the first in row \d+")
        self.assertRegex(said, r"\d texts in the column \"v\" held characters that Excel does not take")
        said = self.said["types", "en"]
        self.assertIn("value in the column \"sar\" is not of its type and was written as text", said)
        self.assertIn("numbers in the column \"whole\" have more than 15 digits and were written as text", said)
        self.assertIn("value in the column \"gift\" is not of its type", said)
        self.assertEqual(self.cells("took", "en")[1].value, "-0:00:01")  # for which Excel shows no time
        about = openpyxl.load_workbook(self.files["types", "en"]).worksheets[-1]
        remarks = [row[1].value for row in about.iter_rows() if row[0].value == "Remark"]
        self.assertEqual(sorted(remarks), sorted(said.strip().splitlines()[:-1]))

    def test_amounts_have_the_decimals_of_their_currency(self):
        for lang in samples.LANGUAGES:
            for key in ("kwd", "bhd", "omr", "jod", "tnd", "minor"):
                self.assertEqual({cell.number_format for cell in self.cells(key, lang)}, {THREE})
            self.assertEqual(self.cells("kwd", lang)[0].value, -12.3456)
            self.assertEqual(self.cells("minor", lang)[0].value, 1.25)
            self.assertEqual(self.cells("omr", lang)[0].value, 7.125)
            formats = [cell.number_format for cell in self.cells("mixed", lang)]
            self.assertEqual(["0.000" in its for its in formats], [True, False, False])
            self.assertEqual(len(set(formats)), 3)
            self.assertEqual(self.cells("sar", lang)[2].value, "Infinity")

    def test_dates_and_times_are_in_the_time_zone_of_the_organization(self):
        july = [cell.value for cell in self.cells("paidAt", "en")]
        self.assertEqual(july, [datetime.datetime(2025, 7, 15, 12), datetime.datetime(2025, 1, 15, 11),
                                datetime.datetime(2025, 7, 15, 9)])  # summer, winter, wall time
        for lang in samples.LANGUAGES:
            days = self.cells("placedOn", lang)
            self.assertEqual([cell.value for cell in days],
                             [datetime.datetime(2025, 3, 1), "1880-01-01", datetime.datetime(9999, 12, 31)])
            hijri = [days[0].parent.cell(cell.row, cell.column + 1).value for cell in days]
            self.assertEqual(hijri, ["1446/09/01", None, None])
            self.assertEqual([cell.number_format for cell in self.cells("took", lang)][:1], ["[h]:mm:ss"])
            self.assertEqual(self.cells("took", lang)[0].value, datetime.timedelta(minutes=90))
            self.assertEqual(self.cells("opens", lang)[0].value, datetime.time(8, 30))
        self.assertEqual([cell.value for cell in self.cells("gift", "ar")],
                         ["\u0646\u0639\u0645", "\u0644\u0627", "maybe"])

    def test_parentheses_enclose_an_amount_and_the_currency_after_it(self):
        ar, en = (below(self.sheet("signs", lang), self.title("mixed", lang), 1)[0].number_format
                  for lang in ("ar", "en"))
        self.assertEqual(ar, '_(#,##0.00"\u00a0\u0631.\u0633";(#,##0.00"\u00a0\u0631.\u0633");'
                             '_("-"??"\u00a0\u0631.\u0633"')
        self.assertEqual(en, '#,##0.00"\u00a0SAR"_);(#,##0.00"\u00a0SAR");"-"??"\u00a0SAR"_)')

    def test_only_safe_addresses_are_links(self):
        links = [cell.hyperlink and cell.hyperlink.target for cell in self.cells("page", "ar")]
        self.assertEqual(links, ["https://a.example/%D8%A7%20b", None, "mailto:a@b.example"])

    def test_long_numbers_are_texts_without_warning_triangles(self):
        sheet = self.sheet("types", "en")
        self.assertEqual([cell.value for cell in self.cells("whole", "en")],
                         [3, "12345678901234567", "9007199254740993"])
        part = subprocess.run(["unzip", "-p", self.files["types", "en"], "xl/worksheets/sheet1.xml"],
                              capture_output=True, text=True, check=True).stdout
        self.assertIn('numberStoredAsText="1"', part)
        self.assertEqual(sheet.freeze_panes[0], "A")

    def test_digits_are_arabic_indic_if_the_organization_wants_them(self):
        sheet = openpyxl.load_workbook(self.indic).worksheets[0]
        cell = below(sheet, self.title("sar", "ar"), 1)[0]
        self.assertEqual(cell.number_format.count(INDIC), 3)
        self.assertEqual(below(sheet, self.title("placedOn", "ar"), 1)[0].number_format,
                         "[$-2010401]dd/mm/yyyy")
        texts = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
        # After a mark, without which LibreOffice draws letters and digits over each other.
        self.assertIn("\u200f\u0663 \u0635\u0641\u0648\u0641", texts)
        issued = sheet.oddFooter.left.text
        self.assertIn("\u0663\u0660/\u0660\u0664/\u0662\u0660\u0662\u0666 \u0661\u0664:\u0660\u0660 (", issued)
        self.assertTrue(issued.startswith("\u202b\u200f"), ascii(issued))
        self.assertIn("\u0661\u0664\u0664\u0666/\u0660\u0669/\u0660\u0661", texts)

    def test_row_counts_use_each_plural_form_of_arabic(self):
        for count, words in PLURALS.items():
            sheet = self.sheet(f"rows{count}" if count else "empty", "ar")
            texts = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
            with self.subTest(count=count):  # beside the conventions, or after them in the same text
                self.assertIn(words, [text.split(" \u2013 ")[-1] for text in texts])

    def test_reports_can_have_no_rows_no_values_and_many_columns(self):
        empty = self.sheet("empty", "en")
        texts = [cell.value for row in empty.iter_rows() for cell in row]
        self.assertIn("No rows match this request.", texts)
        # As Excel leaves a table of which a user has deleted all rows.
        header, *data = empty[empty.tables["data_empty"].ref]
        self.assertEqual([cell.value for cell in header][:2], ["sar (SAR)", "kwd (KWD)"])
        self.assertEqual([{cell.value for cell in row} for row in data], [{None}])
        self.assertEqual([cell.value for cell in below(self.sheet("nulls", "ar"),
                                                       self.title("sar", "ar"), 5)], [None] * 5)
        wide = self.sheet("wide", "ar")
        self.assertEqual(wide.max_column, variety.COLUMNS + 1)  # a serial number bears the total's label
        header = below(wide, self.title("c0", "ar"), 1)[0].row
        self.assertEqual([cell.value for cell in wide[header]], [1, *range(variety.COLUMNS)])

    def test_headers_that_excel_treats_as_equal_are_made_unique(self):
        def key(title):  # as Unicode's caseless matching (section 3.13, D145)
            def decomposed(text):
                return unicodedata.normalize("NFD", text)
            return decomposed(decomposed(" ".join(title.split())).casefold())
        for uid in ("headers", "grouped-headers", "sheets-of-headers"):
            for lang in samples.LANGUAGES:
                with self.subTest(uid=uid, lang=lang):
                    book = openpyxl.load_workbook(self.files[uid, lang])
                    first = self.title("Net Amount", lang)
                    sheet = next(sheet for sheet in book for row in sheet.values if first in row)
                    row = next(cell.row for cells in sheet for cell in cells if cell.value == first)
                    titles = [cell.value for cell in sheet[row] if cell.value is not None]
                    self.assertGreaterEqual(len(titles), len(variety.TITLES))
                    self.assertEqual(len({key(title) for title in titles}), len(titles))
                    self.assertFalse([title for title in titles if "\n" in title or "  " in title
                                      or len(title.encode("utf-16-le")) > 2 * 255])
                    for table in sheet.tables.values():
                        self.assertEqual([column.name for column in table.tableColumns], titles)
                    self.assertEqual(len(sheet.tables), uid != "grouped-headers")

    def test_sheets_with_equal_names_are_made_unique(self):
        for lang in samples.LANGUAGES:
            book = openpyxl.load_workbook(self.files["clashes", lang])
            names = book.sheetnames
            self.assertEqual(len({name.casefold() for name in names}), 18)  # with index and About
            self.assertTrue(all(len(name.encode("utf-16-le")) <= 62 for name in names))
            self.assertNotIn("history", [name.casefold() for name in names])
            links = [cell.hyperlink.location for row in book.worksheets[0].iter_rows() for cell in row
                     if cell.hyperlink]
            self.assertEqual(links, ["'{}'!A1".format(name.replace("'", "''")) for name in names[1:-1]])
            # LibreOffice draws the text of a link twice, but not that of a formula.
            shown = openpyxl.load_workbook(self.calculated[f"clashes.{lang}"]).worksheets[0]
            linked = [(cell.value, shown[cell.coordinate].data_type)
                      for row in book.worksheets[0].iter_rows() for cell in row if cell.hyperlink]
            self.assertTrue(all(kind == "f" and value.endswith("!A4") for value, kind in linked), linked)

    def test_dates_and_times_have_a_minimum_and_a_maximum(self):
        for lang in samples.LANGUAGES:
            book = openpyxl.load_workbook(self.calculated[f"moments.{lang}"], data_only=True)
            rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()
                    if row[0].value and row[0].font.b and row[1].number_format.endswith("dd/mm/yyyy")]
            day, moment = datetime.datetime(1924, 8, 20), datetime.datetime
            self.assertEqual([row[1] for row in rows], [day, moment(2023, 3, 14), None, day])
            self.assertEqual([row[2] for row in rows], [None] * 4)  # no Hijri date that a filter would contradict
            self.assertEqual([row[3] and row[3].replace(microsecond=0) for row in rows],
                             [moment(2025, 7, 1, 3, 59, 59), moment(2025, 7, 1, 7, 59, 59), None,
                              moment(2025, 7, 1, 7, 59, 59)])
            about = [[cell.value for cell in row] for row in openpyxl.load_workbook(
                self.files["moments", lang]).worksheets[-1].iter_rows()]
            self.assertIn(day, [row[1] for row in about])
        said = [cell.value for row in self.sheet("moments", "en").iter_rows() for cell in row]
        self.assertIn("The total row shows: placedOn (Earliest), paidAt (Latest), opens (Minimum)", said)

    def test_a_group_without_numbers_is_a_gap_in_the_chart(self):
        for kind in ("column", "bar", "line", "pie"):
            sheet = openpyxl.load_workbook(self.files[f"chart-{kind}", "en"]).worksheets[1]
            self.assertEqual([cell.value is None for cell in below(sheet, "n", 3)], [False, True, False])
            part = subprocess.run(["unzip", "-p", self.files[f"chart-{kind}", "en"], "xl/charts/chart1.xml"],
                                  capture_output=True, text=True, check=True).stdout
            self.assertIn('<c:dispBlanksAs val="gap"/>', part)
            self.assertNotIn('<c:v>0</c:v>', part)
            self.assertNotIn('showVal val="1"', part)
            self.assertIn('<c:pt idx="2"><c:v>42</c:v>', part)  # without a calculation too

    def test_signatures_have_room_beside_a_narrow_column(self):
        sheet = self.sheet("signed", "en")
        for name in ("Prepared by", "Reviewed by", "Approved by"):
            cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == name)
            columns = [cell.column]  # and the empty ones after it that it is centered across
            while (after := sheet.cell(cell.row, columns[-1] + 1)).value is None and \
                    after.alignment.horizontal == "centerContinuous":
                columns.append(after.column)
            letters = [openpyxl.utils.get_column_letter(column) for column in columns]
            self.assertGreater(sum(sheet.column_dimensions[letter].width for letter in letters), len(name), name)

    def test_two_levels_collapse_and_libreoffice_calculates_each_total(self):
        for uid in ("levels", "clashes", "moments", "wide", "both", "chart-pie"):
            for lang in samples.LANGUAGES:
                with self.subTest(uid=uid, lang=lang):
                    count, found = recalculation.differences(self.files[uid, lang],
                                                             self.calculated[f"{uid}.{lang}"])
                    self.assertGreater(count, 0)
                    self.assertEqual(found, [])
        sheet = self.sheet("levels", "ar")
        levels = [(its.outlineLevel, bool(its.hidden)) for _, its in sorted(sheet.row_dimensions.items())
                  if its.outlineLevel]
        self.assertEqual(set(levels), {(1, False), (2, True)})
        functions = {cell.value.split(",")[0] for row in sheet.iter_rows() for cell in row
                     if cell.data_type == "f"}
        self.assertEqual(functions, {f"=SUBTOTAL({number}" for number in (1, 3, 4, 5, 9)})

    def test_one_query_fills_the_sheets_of_both_languages(self):
        for lang in samples.LANGUAGES:
            book = openpyxl.load_workbook(self.files["both", lang])
            own, other = (True, False) if lang == "ar" else (False, True)
            self.assertEqual([bool(sheet.sheet_view.rightToLeft) for sheet in book],
                             [own, own, own, other, other, other])
            self.assertTrue(book.worksheets[0].sheet_view.tabSelected)
            self.assertEqual(book.active, book.worksheets[0])
            # What the workbook says of a sheet by its number belongs to that sheet.
            for rows, chart, about in (book.worksheets[:3], book.worksheets[3:]):
                self.assertTrue(rows.tables)
                self.assertEqual(rows.print_title_rows[1:], rows.print_title_rows.split(":$")[1] +
                                 ":$" + rows.print_title_rows.split(":$")[1])
                self.assertEqual(len(chart._charts), 1)
                self.assertFalse(about.print_title_rows)

    def test_one_faulty_file_stops_neither_reports_nor_checks_of_others(self):
        folder = self.folder / "faulty"
        variety.catalogue(folder)
        (folder / "models/bad.json").write_text("{")
        (folder / "models/both.json").write_text((folder / "models/both.json").read_text().replace("city", "town"))
        (folder / "sources/other.json").write_text("[]")
        file = self.folder / "good.xlsx"
        render = ("render", "--catalogue", folder, "--lang", "ar", "--organization", "cairo", "--out", file)
        said = samples.run(*render, "--model", "levels")
        self.assertIn("model check", said)
        self.assertTrue(openpyxl.load_workbook(file))
        with self.assertRaisesRegex(AssertionError, r"models/bad\.json"):
            samples.run(*render, "--model", "bad")
        with self.assertRaisesRegex(AssertionError, r"models/bad\.json.*|sources/other\.json.*") as check:
            samples.run("model", "check", folder)
        for fault in ("models/bad.json", "sources/other.json", "models/both.json: columns[0].from"):
            self.assertIn(fault, str(check.exception))
        (folder / "organizations.json").write_text("{")
        with self.assertRaisesRegex(AssertionError, r"organizations\.json"):
            samples.run(*render, "--model", "levels")

    def test_elements_are_in_the_order_of_the_standard(self):
        seen = set()
        for path in self.files.values():
            found, names = sequences.disorders(path)
            self.assertEqual(found, [])
            seen |= names
        self.assertLessEqual({"lineChart", "pieChart", "barChart", "legend", "hyperlinks"}, seen)

    def test_no_rule_is_broken_for_whose_sake_excel_repairs_a_workbook(self):
        for key, path in self.files.items():
            with self.subTest(key=key):
                self.assertEqual(integrity.faults(path), [])

    def test_charts_are_rendered(self):
        PICTURES.mkdir(parents=True, exist_ok=True)
        charts = [path for (uid, _), path in self.files.items() if uid.startswith("chart-")]
        printed = office.convert(charts, "pdf", self.folder / "printed")
        for path in charts:
            subprocess.run(["pdftoppm", "-r", "80", "-f", "2", "-l", "2", "-png", printed[path.stem],
                            PICTURES / path.stem], check=True, timeout=60)
            self.assertTrue(list(PICTURES.glob(f"{path.stem}-*.png")))


if __name__ == "__main__":
    unittest.main()
