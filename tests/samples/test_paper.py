"""Whatever widens its columns, a report takes no more paper than its texts need."""

import pathlib
import re
import subprocess
import tempfile
import unittest
import zipfile

import openpyxl

import fit
import office
import paper
import samples

ORGANIZATIONS = [its["uid"] for its in paper.ORGANIZATIONS["organizations"]]
MOST = 409  # points: Excel's limit of a row
LINE = 13.5  # points, of a text of 10 points in Arial
DATA = {"en": "Data", "ar": "\u0627\u0644\u0628\u064a\u0627\u0646\u0627\u062a"}
BACK = {"en": "Back to the index", "ar": "\u0627\u0644\u0639\u0648\u062f\u0629 \u0625\u0644\u0649 \u0627\u0644\u0641\u0647\u0631\u0633"}


def page(sheet):
    return sheet.page_setup.orientation, sheet.page_setup.paperSize


def rows_of(sheet):
    """The rows below the header."""
    return range(int(sheet.print_title_rows.split("$")[-1]) + 1, sheet.max_row + 1)


def lines_needed(measured, row):
    """The lines that the wrapped cells of a row take in the final width of their columns; 0 if it has none."""
    most = 0
    for cell in measured.sheet[row]:
        text = measured.text(row, cell.column)
        if text is None or not cell.alignment.wrap_text or cell.coordinate in measured.merged:
            continue
        room = measured.points(cell.column) - 2 * fit.MARGIN - fit.INDENT * cell.alignment.indent
        widths = fit.lines(text, cell.font, room)
        most = max(most, sum(max(1, -int(-width // room)) for width in widths))
    return most


class Paper(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.books, cls.files, cls.told = {}, {}, {}
        for name in paper.catalogue(cls.folder / "catalogue"):
            for lang in samples.LANGUAGES:
                for organization in ORGANIZATIONS if name.startswith("random") else ["plain"]:
                    cls.render(name, lang, organization)

    @classmethod
    def render(cls, name, lang, organization, *request):
        key, file = (name, lang, organization, *request), cls.folder / f"{name}.{lang}.{organization}{len(request)}.xlsx"
        cls.told[key] = samples.run("render", "--catalogue", cls.folder / "catalogue", "--model", name, "--lang", lang,
                                    "--organization", organization, "--out", file, *request)
        cls.files[key], cls.books[key] = file, openpyxl.load_workbook(file)
        return cls.books[key]

    def random(self):
        return [(key, sheet) for key, book in self.books.items() if key[0].startswith("random") for sheet in book.worksheets[:-1]]

    def test_each_text_is_shown_as_a_whole(self):
        for key, file in self.files.items():
            if key[0] != "later-longest":
                with self.subTest(report=key):
                    self.assertEqual(fit.misfits(file)[0], [])

    def test_no_row_is_higher_than_its_texts_in_their_final_columns(self):
        """But for a line, and for what the fonts of readers differ in, Arabic ones more than Latin ones."""
        wrapped = 0
        for key, sheet in self.random():
            measured = fit.Sheet(sheet, sheet)
            for row in rows_of(sheet):
                height = sheet.row_dimensions[row].height
                needed = lines_needed(measured, row)
                if not height or needed == 0:
                    continue
                wrapped += 1
                with self.subTest(report=key, sheet=sheet.title, row=row, needed=needed):
                    self.assertLessEqual(height, LINE * (needed * {"en": 9 / 8, "ar": 5 / 4}[key[1]] + 1) + 1)
        self.assertGreater(wrapped, 500)

    def test_a_data_sheet_takes_no_more_pages_beside_another_than_its_report(self):
        wide = 0
        for key, book in self.books.items():
            if DATA[key[1]] not in book.sheetnames:
                continue
            data, report = book[DATA[key[1]]], book.worksheets[0]
            wide += sum(its.width for its in report.column_dimensions.values()) > 120
            with self.subTest(report=key):
                self.assertLessEqual(len(data.col_breaks.brk), len(report.col_breaks.brk))
        self.assertGreater(wide, 4)

    def test_a_data_sheet_has_the_title_on_its_first_page_too(self):
        grouped = [key for key, book in self.books.items() if DATA[key[1]] in book.sheetnames]
        self.assertGreater(len(grouped), 8)
        for key in grouped:
            file, book = self.files[key], self.books[key]
            with zipfile.ZipFile(file) as package:
                for number, sheet in enumerate(book.worksheets, 1):
                    part = package.read(f"xl/worksheets/sheet{number}.xml").decode()
                    self.assertEqual("differentFirst" in part, sheet.title not in DATA.values(), (file.name, sheet.title))
                    self.assertEqual(part.count("<oddHeader>"), 1)
        name, lang, _ = key = next(key for key in grouped if key[1] == "en")
        for pdf in office.convert([self.files[key]], "pdf", self.folder / "data").values():
            pages = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout.split("\f")[:-1]
            self.assertTrue(all(f"Report {name}" in page for page in pages), name)

    def test_the_sheets_of_a_run_are_printed_alike(self):
        for lang in samples.LANGUAGES:
            for organization in ORGANIZATIONS:
                alone = {page(self.render("instances", lang, organization, "--ids", its).worksheets[1]) for its in "ABC"}
                self.assertEqual(len(alone), 2)
                together = self.render("instances", lang, organization, "--ids", "A,B,C")
                self.assertEqual(len(together.worksheets), 5)
                self.assertEqual(len({page(sheet) for sheet in together.worksheets[1:4]}), 1)

    def test_the_link_to_the_index_is_not_printed(self):
        printed = []
        for lang in samples.LANGUAGES:
            book = self.render("instances", lang, "wide", "--ids", "A,B")
            printed.append(self.files["instances", lang, "wide", "--ids", "A,B"])
            for sheet in book.worksheets[1:3]:
                self.assertEqual(sheet["A1"].value, BACK[lang])
                first, last = re.findall(r"\$([A-Z]+)\$(\d+)", "".join(sheet.print_area))
                self.assertEqual(first, ("A", "2"))
                self.assertEqual("".join(last), sheet.dimensions.split(":")[1])
        for name, pdf in office.convert(printed, "pdf", self.folder / "printed").items():
            text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
            self.assertIn("12", text, name)
            for link in BACK.values():
                self.assertNotIn(link, text, name)

    def test_a_later_text_adds_no_page_beside_the_first(self):
        for name in ("later", "later-narrow", "later-longest"):
            for lang in samples.LANGUAGES:
                sheet = self.books[name, lang, "plain"].worksheets[0]
                row = next(cell.row for cell in sheet["B"] if str(cell.value).startswith(paper.LONG))
                with self.subTest(report=name, lang=lang):
                    self.assertFalse(sheet.col_breaks.brk)
                    height = sheet.row_dimensions[row].height
                    self.assertGreater(height, 26)
                    self.assertEqual(height == MOST, name == "later-longest")

    def test_a_text_of_more_lines_than_a_row_has_is_reported(self):
        for key, told in self.told.items():
            if key[0] == "later-longest":
                row = next(cell.row for cell in self.books[key].worksheets[0]["B"] if str(cell.value).startswith(paper.LONG))
                self.assertRegex(told, rf"1 text in the column .*name.* more lines than a row of Excel can show.* row {row:,} of")
                about = " ".join(str(cell.value) for cells in self.books[key].worksheets[-1].iter_rows() for cell in cells)
                self.assertIn({"en": "has more lines than a row of Excel can show",
                               "ar": "\u0623\u0633\u0637\u0631\u0647 \u0623\u0643\u062b\u0631 \u0645\u0645\u0627 \u064a\u064f\u0638\u0647\u0631\u0647 \u0635\u0641 \u0641\u064a Excel"}[key[1]], about)
            else:
                self.assertNotIn("Excel", told, key)


if __name__ == "__main__":
    unittest.main()
