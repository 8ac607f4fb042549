"""A value outside of the cells looks as its cell does, in both languages and in Arabic digits: in
details above a sheet, titles of groups, names of sheets, headers of pages, parameters, and the
sheet about the report. What a cell shows is what LibreOffice makes of it."""

import csv
import json
import pathlib
import re
import sqlite3
import tempfile
import unittest

import openpyxl

import office
import samples
import variety

EDITIONS = [("en", "cairo"), ("ar", "cairo"), ("ar", "indic")]
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true"
MARKS = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F)])
SIGNS = {"en": {"SAR": "SAR", "KWD": "KWD"}, "ar": {"SAR": "\u0631.\u0633", "KWD": "\u062f.\u0643"}}
COLUMNS = [
    variety.money("sar", "SAR"), variety.money("minor", "KWD", minor=True), variety.money("mixed", {"from": "unit"}),
    variety.column("exact", "decimal", decimals=3), variety.column("plain", "decimal"), variety.column("share", "percent"),
    variety.column("whole", "integer"), variety.column("year", "integer", grouping=False), variety.column("took", "duration"),
    variety.column("opens", "time"), variety.column("gift", "boolean"), variety.column("note", "string"),
    variety.column("kind", "enum", values=[{"value": "a", "label": {"en": "First", "ar": "\u0623\u0648\u0644"}}])]
ROWS = [
    (1234.5, 1234567, 1234.5, 1234.5, 1234.5, 0.125, 1234567, 2026, 3661, "08:30", 1, "one", "a"),
    (-1234.5, -1250, -0.5, -1234.5, -1234.25, -0.255, -1234, -7, -90, "23:59:59", 0, "-5", "b"),
    (0, 0, 0, 0, 0, 0, 0, 0, 0, "00:00", "yes", "0", "a"),
    ("abc 12", "12 x", "n/a 3", "1,5", "x 7", "12 %", "3.5", "MMXXVI", "long 2", "25:00 late", "maybe 1", "007", "c 9"),
    ("12345678901234567", "12345678901234567", "12345678901234567", "12345678901234567", "12345678901234567",
     "12345678901234567", "12345678901234567", "12345678901234567", "999999999999", "8:30", "true", "x", "a")]
# As parameters: the types whose values can be numbers, and what rows 1 and 2 have.
PARAMETERS = [its for its in COLUMNS if its["type"] in {"money", "decimal", "percent", "integer", "duration"}
              and its["key"] not in {"minor", "mixed"}]


def clean(text):
    """Without marks of direction and without the blanks that only align a text in its cell."""
    return re.sub(r"[ \u00a0]+", " ", str(text).translate(MARKS)).strip()


class Outside(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.catalogue(cls.folder / "catalogue")
        cls.files, cls.names = {}, ["cells", "details", "about", *(f"by-{its['key']}" for its in COLUMNS),
                                    *(f"named-{its['key']}" for its in COLUMNS)]
        for name in cls.names:
            ids = ("--ids", "1,2,3,4,5") if name == "details" or name.startswith("named") else ()
            for lang, organization in EDITIONS:
                file = cls.folder / f"{name}.{lang}.{organization}.xlsx"
                samples.run("render", "--catalogue", cls.folder / "catalogue", "--model", name, "--lang", lang,
                            "--organization", organization, "--out", file, *ids)
                cls.files[name, lang, organization] = file
        shown = office.convert([cls.files["cells", *its] for its in EDITIONS], CSV, cls.folder / "shown")
        cls.cells = {its: cls.read(shown[cls.files["cells", *its].stem], its[0]) for its in EDITIONS}

    @classmethod
    def catalogue(cls, folder):
        (folder / "models").mkdir(parents=True)
        (folder / "sources").mkdir()
        (folder / "sources/rows.json").write_text('{"kind": "sqlite", "path": "rows.db"}')
        (folder / "organizations.json").write_text(json.dumps(variety.ORGANIZATIONS))
        keys = [its["key"] for its in COLUMNS]
        with sqlite3.connect(folder / "rows.db") as database:
            database.execute(f"CREATE TABLE rows (id, unit, {', '.join(keys)})")
            database.executemany(f"INSERT INTO rows VALUES (?, ?{', ?' * len(keys)})",
                                 [(i + 1, ["SAR", "KWD"][i % 2], *row) for i, row in enumerate(ROWS)])
        database.close()
        number = variety.column("id", "integer", grouping=False)
        ids = {"instanceIds": {"from": "id", "type": "integer", "max": 9}}
        parameters = [{"key": f"{its['key']}{i}", "type": its["type"], "label": {"en": f"{its['key']} {i} is", "ar": f"\u0639 {its['key']} {i} \u0647\u0648"},
                       "default": value, **{name: its[name] for name in ("currency", "grouping") if name in its}}
                      for place, its in enumerate(COLUMNS) if its in PARAMETERS
                      for i, value in ((row, ROWS[row][place]) for row in range(3))]
        models = {"cells": {}, "details": {**ids, "layout": {"sheetPerInstance": True, "sheetTitle": "id", "sheetDetails": keys}},
                  "about": {"parameters": parameters},
                  **{f"by-{key}": {"layout": {"groups": [{"by": key}]}} for key in keys},
                  **{f"named-{key}": {**ids, "layout": {"sheetPerInstance": True, "sheetTitle": key}} for key in keys}}
        for uid, model in models.items():
            told = {"uid": uid, "version": 1, "source": "rows", "title": {"en": "Report", "ar": "\u062a\u0642\u0631\u064a\u0631"},
                    "columns": [number, *COLUMNS], "access": {"organizations": ["*"], "scope": "none"}, **model}
            (folder / f"models/{uid}.json").write_text(json.dumps(told))
            where = " WHERE " + " AND ".join(f"(:{its['key']} IS NOT NULL OR 1)" for its in parameters) if uid == "about" else ""
            (folder / f"models/{uid}.sql").write_text(f"SELECT * FROM rows{where} ORDER BY id")

    @staticmethod
    def read(path, lang):
        """The texts of the cells by row and key, with the currency that the title of a column or of
        the sheet names."""
        with open(path, encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines))
        first = next(i for i, row in enumerate(rows) if clean(row[1]).split(" (")[0] == ("sar" if lang == "en" else "\u0639 sar")) + 1
        cells = {}
        for number, row in enumerate(rows[first:first + len(ROWS)]):
            for place, column in enumerate(COLUMNS):
                text, currency = clean(row[place + 1]), column.get("currency")
                is_number = number < 3 or (column["key"] in {"note"})
                if isinstance(currency, str) and is_number:
                    sign = " " + SIGNS[lang][currency]
                    text = text[:-1] + sign + ")" if text.endswith(")") else text + sign
                cells[number, column["key"]] = text
        return cells

    def title(self, key, lang):
        return key if lang == "en" else "\u0639 " + key

    def book(self, name, edition):
        return openpyxl.load_workbook(self.files[name, *edition], data_only=True)

    def test_the_cells_are_what_they_should_be(self):
        cells = self.cells["en", "cairo"]
        shown = {key: [cells[row, key] for row in range(len(ROWS))] for key in ("sar", "minor", "mixed", "exact", "share", "took", "gift")}
        self.assertEqual(shown, {
            "sar": ["1,234.50 SAR", "(1,234.50 SAR)", "- SAR", "abc 12", "12345678901234567"],
            "minor": ["1,234.567 KWD", "(1.250 KWD)", "- KWD", "12 x", "12345678901234.567"],
            "mixed": ["1,234.50 SAR", "(0.500 KWD)", "- SAR", "n/a 3", "12345678901234567"],
            "exact": ["1,234.500", "(1,234.500)", "-", "1,5", "12345678901234567"],
            "share": ["12.5%", "(25.5%)", "-", "12 %", "12345678901234567"],
            "took": ["1:01:01", "-0:01:30", "0:00:00", "long 2", "999999999999"],
            "gift": ["Yes", "No", "Yes", "maybe 1", "Yes"]})
        indic = self.cells["ar", "indic"]
        self.assertEqual([indic[row, "sar"] for row in range(3)],
                         ["\u0661\u066c\u0662\u0663\u0664\u066b\u0665\u0660 \u0631.\u0633", "(\u0661\u066c\u0662\u0663\u0664\u066b\u0665\u0660 \u0631.\u0633)", "- \u0631.\u0633"])

    def test_details_above_a_sheet(self):
        for edition in EDITIONS:
            sheets = self.book("details", edition).worksheets[1:-1]
            self.assertEqual(len(sheets), len(ROWS))
            for row, sheet in enumerate(sheets):
                details = next(clean(cell.value).replace("\n", " ") for cells in sheet.iter_rows() for cell in cells
                               if f"{self.title('sar', edition[0])}: " in clean(cell.value))
                expected = [f"{self.title(its['key'], edition[0])}: {self.cells[edition][row, its['key']]}" for its in COLUMNS]
                with self.subTest(edition=edition, row=row):
                    self.assertEqual(clean(details.replace("\u2013", "")), " ".join(expected))

    def test_titles_of_groups(self):
        for edition in EDITIONS:
            for column in COLUMNS:
                sheet = self.book(f"by-{column['key']}", edition).worksheets[0]
                label = self.title(column["key"], edition[0]) + ": "
                title, found = None, {}
                for first, *_ in sheet.iter_rows(values_only=True):
                    if isinstance(first, str) and clean(first).startswith(label):
                        title = clean(first)[len(label):]
                    elif title is not None and isinstance(first, (int, float)):
                        found[int(first) - 1] = title
                with self.subTest(edition=edition, column=column["key"]):
                    self.assertEqual(found, {row: self.cells[edition][row, column["key"]] for row in range(len(ROWS))})

    @staticmethod
    def printed(sheet):
        """The title of the sheet in the header of its pages."""
        text = next(part.text for part in (sheet.oddHeader.left, sheet.oddHeader.right) if part.text)
        return clean(text).split(" \u2013 ")[-1]

    def test_titles_of_sheets_in_their_index_and_on_their_pages(self):
        for edition in EDITIONS:
            for column in COLUMNS:
                book = self.book(f"named-{column['key']}", edition)
                expected = [self.cells[edition][row, column["key"]] for row in range(len(ROWS))]
                if column["type"] == "integer":  # an id, not an amount
                    place = COLUMNS.index(column)
                    expected = [str(row[place]) for row in ROWS]
                titles = sorted(clean(cell.value) for cell in list(book.worksheets[0]["B"]) if cell.hyperlink)
                printed = sorted(self.printed(sheet) for sheet in book.worksheets[1:-1])
                with self.subTest(edition=edition, column=column["key"]):
                    self.assertEqual(titles, sorted(expected))
                    self.assertEqual(printed, sorted(expected))
                    for sheet in book:
                        self.assertEqual(sheet.title, sheet.title.translate(MARKS))

    def test_parameters_in_the_heading_and_on_the_sheet_about_the_report(self):
        for edition in EDITIONS:
            book = self.book("about", edition)
            heading = clean(" ".join(str(cell.value) for cells in book.worksheets[0].iter_rows() for cell in cells if cell.value is not None)).replace("\n", " ")
            about = {clean(row[0]): clean(row[1]) for row in book.worksheets[-1].iter_rows(values_only=True, max_col=2)}
            for column in PARAMETERS:
                for row in range(3):
                    label = f"{column['key']} {row} is" if edition[0] == "en" else f"\u0639 {column['key']} {row} \u0647\u0648"
                    expected = self.cells[edition][row, column["key"]]
                    if column["key"] == "exact":  # a parameter has as many decimals as it needs
                        expected = re.sub("[0\u0660](?=\\)?$)", "", expected)
                    with self.subTest(edition=edition, row=row, column=column["key"]):
                        self.assertEqual(about[label], expected)
                        self.assertIn(f"{label}: {expected}", heading)


if __name__ == "__main__":
    unittest.main()
