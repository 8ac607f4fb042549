"""Names: whatever a sheet, a group or an instance is called, formulas, links, printed titles and screen
readers find it, and nobody has to guess the rest of it."""

import json
import os
import pathlib
import re
import sqlite3
import string
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree
import zipfile

import openpyxl

import fit
import integrity
import office
import samples
import variety

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ALLOWED = "".join(its for its in string.punctuation if its not in "[]:*?/\\")
LONG = "\u0645\u0624\u0633\u0633\u0629 \u0627\u0644\u0648\u0627\u062d\u0629 \u0644\u0644\u062a\u062c\u0647\u064a\u0632\u0627\u062a \u0627\u0644\u0637\u0628"
NAMES = ["O'Brien's", "a!b", "Branch #3", "Apt #12 & Sons #", "=1+1", "2026", "Q1", "R1C1", "<b>&\"x\"", "#REF!", "!'#'!",
         f"a{ALLOWED[:14]}b", f"a{ALLOWED[14:]}b", LONG, "\u4e2d" * 31, "'" * 1 + "x" * 9 + "'" * 9 + "y" * 9]
ORGANIZATIONS = {"organizations": [{"uid": "names", "name": "names", "timeZone": "Asia/Riyadh"}]}
LOTS = ["Contract for the operation and maintenance of the wastewater treatment plants and pumping stations of the eastern "
        f"region, including the islands, lot {i}" for i in (1, 2)] + [
        "\u0639\u0642\u062f \u062a\u0634\u063a\u064a\u0644 \u0648\u0635\u064a\u0627\u0646\u0629 \u0645\u062d\u0637\u0627\u062a \u0645\u0639\u0627\u0644\u062c\u0629 \u0627\u0644\u0645\u064a\u0627\u0647 " * 4 + end for end in "\u0623\u0628"]
WIDE = [variety.column(f"c{i}", "string", title={"en": f"Column {i} of many", "ar": f"\u0639 {i}"}) for i in range(24)]
COLUMNS = [variety.column("customer", "string"), variety.column("city", "string"), *WIDE,
           variety.money("amount", "SAR", total="sum")]
SQL = "SELECT id, customer, city, lot, amount, " + ", ".join(f"'a text of column {i}' AS c{i}" for i in range(24)) + " FROM names"
LOT = [{"by": "lot", "subtotal": True}, {"by": "city", "subtotal": True}]
MODELS = {
    "lots": {"columns": [variety.column("customer", "string"), COLUMNS[-1]], "layout": {"groups": LOT}},
    "lots-last": {"columns": [COLUMNS[-1], variety.column("city", "string")], "layout": {"groups": LOT}},
    "lots-wide": {"layout": {"groups": LOT}},
    "lots-above": {"columns": [variety.column("customer", "string"), variety.column("city", "string")],
                   "layout": {"groups": [{"by": "lot"}]}},
    "named": {"instanceIds": {"from": "id", "type": "integer", "max": 100},
              "layout": {"sheetPerInstance": True, "sheetTitle": "customer", "groups": [{"by": "city", "subtotal": True}],
                         "chart": {"kind": "bar", "values": ["amount"]}}},
    **{f"titled{i}": {"title": {"en": name, "ar": name}, "layout": {"groups": [{"by": "city", "subtotal": True}]}}
       for i, name in enumerate(NAMES[:4])}}


def catalogue(folder):
    for name in ("models", "sources"):
        (folder / name).mkdir(parents=True)
    database = sqlite3.connect(folder / "a.db")
    database.execute("CREATE TABLE names (id INTEGER, customer TEXT, city TEXT, lot TEXT, amount REAL)")
    database.executemany("INSERT INTO names VALUES (?, ?, ?, ?, ?)",
                         [(i, name, f"City {j}", LOTS[i % 4], i + j) for i, name in enumerate(NAMES) for j in range(3)])
    database.commit()
    database.close()
    (folder / "sources/a.json").write_text('{"kind": "sqlite", "path": "a.db"}')
    (folder / "organizations.json").write_text(json.dumps(ORGANIZATIONS))
    for uid, model in MODELS.items():
        (folder / f"models/{uid}.json").write_text(json.dumps({
            "uid": uid, "source": "a", "title": {"en": uid, "ar": uid}, "access": {"scope": "none"}, "columns": COLUMNS, **model}))
        (folder / f"models/{uid}.sql").write_text(SQL)
    return folder


def sheet_of(reference):
    """The name in "'O''Brien'!$A$1"; each must be in quotes or be a plain word."""
    quoted = re.match(r"'((?:[^']|'')*)'!", reference)
    return quoted[1].replace("''", "'") if quoted else re.match(r"([A-Za-z_]\w*)!", reference)[1]


class Names(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.catalogue = catalogue(cls.folder / "catalogue")

    def render(self, uid, lang, *more):
        file = self.folder / f"{uid}.{lang}.xlsx"
        samples.run("render", "--catalogue", self.catalogue, "--model", uid, "--lang", lang, "--organization", "names",
                    "--out", file, *more)
        return file

    def test_every_name_of_a_sheet_works_wherever_it_is_referred_to(self):
        for lang in samples.LANGUAGES:
            file = self.render("named", lang, "--ids", ",".join(map(str, range(len(NAMES)))))
            self.assertEqual(integrity.faults(file), [])
            book = openpyxl.load_workbook(file)
            index, *sheets = book.worksheets[:len(NAMES) + 1]
            links = [index.cell(row, 2).hyperlink for row in range(1, index.max_row + 1) if index.cell(row, 2).hyperlink]
            self.assertEqual([sheet_of(its.location) for its in links], [its.title for its in sheets])
            self.assertEqual({cell.hyperlink.location for sheet in sheets for row in sheet.iter_rows() for cell in row
                              if cell.hyperlink}, {f"'{index.title}'!A1"})
            for sheet in book.worksheets[:-1]:
                self.assertTrue(sheet.print_title_rows, sheet.title)
            for sheet in sheets:
                self.assertEqual(sheet.print_title_cols, sheets[0].print_title_cols)
                self.assertTrue(sheet.print_title_cols, sheet.title)
            marked = set()
            with zipfile.ZipFile(file) as package:
                names = xml.etree.ElementTree.fromstring(package.read("xl/workbook.xml")).iter(MAIN + "definedName")
                for its in names:
                    areas = re.findall(r"'(?:[^']|'')*'!\$?[A-Z]*\$?\d*(?::\$?[A-Z]*\$?\d*)?", its.text)
                    self.assertEqual(",".join(areas), its.text)
                    expected = book.sheetnames[int(its.get("localSheetId"))]
                    self.assertEqual({sheet_of(area) for area in areas}, {expected})
                    marked |= {expected} if its.get("name").startswith("ColumnTitleRegion") else set()
            self.assertEqual(marked, set(book.sheetnames[:-1]))

    def test_libreoffice_calculates_with_every_name_of_a_sheet(self):
        file = self.render("named", "en", "--ids", ",".join(map(str, range(len(NAMES)))))
        made = office.convert([file], "xlsx", self.folder / "office")[file.stem]
        cached, calculated = (openpyxl.load_workbook(its, data_only=True) for its in (file, made))
        for name in (cached.sheetnames[0], "Chart"):
            ours, theirs = ([[cell.value for cell in row] for row in book[name].iter_rows(max_col=4)] for book in (cached, calculated))
            self.assertEqual(ours, theirs[:len(ours)])
        self.assertIn(sum(range(len(NAMES))) * 3 + 3 * len(NAMES), [cell.value for row in cached.worksheets[0].iter_rows() for cell in row])

    def test_a_report_of_any_title_is_made(self):
        for i, name in enumerate(NAMES[:4]):
            for lang in samples.LANGUAGES:
                file = self.render(f"titled{i}", lang)
                self.assertEqual(integrity.faults(file), [])
                self.assertEqual(openpyxl.load_workbook(file).sheetnames[0], name)


    def test_a_group_has_its_whole_name_and_room_for_it(self):
        for uid in ("lots", "lots-last", "lots-wide", "lots-above"):
            for lang in samples.LANGUAGES:
                file = self.render(uid, lang)
                self.assertEqual(integrity.faults(file), [])
                misfits = fit.misfits(file)[0]
                self.assertEqual(misfits, [], (uid, lang))
                sheet = openpyxl.load_workbook(file).worksheets[0]
                cells = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
                self.assertFalse([cell.value for cell in cells if "\u2026" in cell.value], (uid, lang))
                for lot in LOTS:
                    named = [cell for cell in cells if lot in cell.value.replace("\u202b", "").replace("\u202a", "").replace("\u202c", "")]
                    self.assertEqual(len(named), 1 if uid == "lots-above" else 2, (uid, lang, lot))
                    for cell in [] if uid == "lots-wide" else named:  # it may fit one line there
                        self.assertTrue(cell.alignment.wrap_text and sheet.row_dimensions[cell.row].height > 25, (uid, lang, cell.coordinate))

    def test_a_font_with_codes_of_footers_is_refused(self):
        folder = catalogue(self.folder / "fonts")
        for font, is_font in (("Sakkal Majalla", True), ('We"ird', False), ("Arial, Bold", False), ("A&B", False), ("A\nB", False),
                              ({"en": "Arial", "ar": 'Ari"al'}, False)):
            organization = {**ORGANIZATIONS["organizations"][0], "branding": {"font": font}}
            (folder / "organizations.json").write_text(json.dumps({"organizations": [organization]}))
            done = subprocess.run([os.environ["GORMIC_BI_TEST_EXECUTABLE"], "model", "check", folder], capture_output=True,
                                  text=True, timeout=60)
            self.assertEqual("name of a font" not in done.stdout + done.stderr, is_font, (font, done.stdout, done.stderr))
            self.assertEqual(done.returncode == 0, is_font, font)


if __name__ == "__main__":
    unittest.main()
