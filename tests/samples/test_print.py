"""Whatever its columns, a report prints in 7 points or more, and its pages say what they belong to."""

import collections
import pathlib
import re
import subprocess
import tempfile
import unittest
import zipfile

import openpyxl

import business
import office

SHORT, LONG, LONG_OF_A3 = 595.3, 841.9, 1190.6  # points, of A4
FONT = 10
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def points(sheet, columns):
    """The width of columns on paper at full size, of which a digit of Arial has 7.416 pixels and Excel's screen 7."""
    return sum(sheet.column_dimensions[openpyxl.utils.get_column_letter(c)].width * 7.416 * 0.75 for c in columns)


def page_width(sheet):
    sides = (LONG, LONG_OF_A3) if sheet.page_setup.paperSize == 8 else (SHORT, LONG)
    margins = (sheet.page_margins.left + sheet.page_margins.right) * 72
    return sides[sheet.page_setup.orientation == "landscape"] - margins


def scale_of_height(sheet):
    """Of a sheet that is fitted to a number of pages."""
    pages = sheet.page_setup.fitToHeight or 0
    rows = range(1, sheet.max_row + 1)
    height = sum(15 if (its := sheet.row_dimensions[row]).height is None else its.height for row in rows if not sheet.row_dimensions[row].hidden)
    page = {False: LONG, True: SHORT}[sheet.page_setup.orientation == "landscape"] * (2 ** 0.5 if sheet.page_setup.paperSize == 8 else 1)
    return pages * (page - (sheet.page_margins.top + sheet.page_margins.bottom) * 72) / height if pages else 1


def columns(sheet):
    """The columns of each page beside another, without the repeated ones."""
    last = max((openpyxl.utils.column_index_from_string(name) for name in sheet.column_dimensions), default=1)
    ends = [*(its.id for its in sheet.col_breaks.brk), last]
    return [range(first + 1, end + 1) for first, end in zip([0, *ends], ends)]


def repeated(sheet):
    if not sheet.print_title_cols:
        return range(0)
    return range(1, openpyxl.utils.column_index_from_string(sheet.print_title_cols.split(":")[1].strip("$")) + 1)


def pages_of(pdf):
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True, timeout=60)
    return text.stdout.split("\f")[:-1]


class Print(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.files = business.render_all(cls.folder)
        cls.books = {key: openpyxl.load_workbook(file) for key, file in cls.files.items()}
        shown = [file for (name, lang), file in cls.files.items()
                 if lang == "en" and name in ("cost-centres", "months-by-account", "purchase-orders", "project-costs")]
        cls.printed = office.convert(shown, "pdf", cls.folder / "printed")

    def sheets(self):
        return [((name, lang, sheet.title), sheet) for (name, lang), book in self.books.items() for sheet in book]

    def test_letters_are_never_below_seven_points(self):
        for name, sheet in self.sheets():
            fits = sheet.sheet_properties.pageSetUpPr is not None and sheet.sheet_properties.pageSetUpPr.fitToPage
            scale = 1 if fits else (sheet.page_setup.scale or 100) / 100
            for page in columns(sheet):
                beside = [c for c in repeated(sheet) if c not in page]
                width = points(sheet, [*beside, *page])
                if fits:
                    scale = min(scale, page_width(sheet) / width, scale_of_height(sheet))
                else:
                    self.assertLessEqual(width * scale, page_width(sheet), name)
            self.assertGreaterEqual(FONT * scale, 7, name)

    def test_a_sheet_with_breaks_is_not_fitted_to_pages(self):
        """Excel lets "fit to pages" override manual breaks; LibreOffice does not."""
        broken = 0
        for name, sheet in self.sheets():
            if sheet.row_breaks.brk or sheet.col_breaks.brk:
                broken += 1
                setup = sheet.sheet_properties.pageSetUpPr
                self.assertFalse(setup is not None and setup.fitToPage, name)
        self.assertGreater(broken, 4)

    def test_wide_reports_repeat_their_first_columns_over_then_down(self):
        for name in ("cost-centres", "months-by-account"):
            for lang in ("ar", "en"):
                sheet = self.books[name, lang].worksheets[0]
                with self.subTest(name=name, lang=lang):
                    if not sheet.col_breaks.brk:
                        continue
                    self.assertEqual(sheet.page_setup.pageOrder, "overThenDown")
                    self.assertTrue(sheet.print_title_cols)
        sheet = self.books["cost-centres", "en"].worksheets[0]
        self.assertGreater(len(sheet.col_breaks.brk), 1)
        header = int(sheet.print_title_rows.split("$")[-1])
        label = str(sheet.cell(header + 1, 1).value)
        pages = [page for page in pages_of(self.printed["cost-centres.en"]) if label in page]
        self.assertEqual(len(pages), len(sheet.col_breaks.brk) + 1, label)

    def test_pages_beside_the_first_have_no_piece_of_the_heading_or_the_foot(self):
        """Beside the rows of the table, which have borders, the columns that each page repeats are empty."""
        wide = collections.Counter()
        for name, sheet in self.sheets():
            if not repeated(sheet):
                continue
            wide[name[1]] += 1
            ends = {sheet.cell(cells.min_row, column).coordinate for cells in sheet.merged_cells.ranges
                    for column in range(cells.min_col, cells.max_col + 1)}
            first = repeated(sheet)[-1] + 1
            heading = {cell.row for cell in sheet["A"] if cell.row < int(sheet.print_title_rows.split("$")[-1])}
            self.assertEqual(any(sheet.cell(row, first).value for row in heading), bool(heading))  # a sheet of data has none
            for row in sheet.iter_rows(max_col=first):
                if row[-1].border.bottom.style:
                    continue
                for cell in row[:-1]:
                    with self.subTest(sheet=name, cell=cell.coordinate):
                        self.assertIsNone(cell.value)
                        self.assertNotIn(cell.coordinate, ends)
                        self.assertNotEqual(cell.fill.fill_type, "solid")
                        self.assertNotEqual(cell.alignment.horizontal, "centerContinuous")
        self.assertGreater(min(wide.values()), 8)
        # The name of the company, which each page has in its footer.
        pages = pages_of(self.printed["cost-centres.en"])
        self.assertEqual([page.count("Al Jazirah Al Arabiyah") for page in pages[:4]], [2, 1, 1, 1])
        for sentence in ("Prepared by", "Allocation of cost centre 139", "Cost centre 101 (Average)"):
            self.assertEqual(sum(page.count(sentence) for page in pages), 1, sentence)

    def test_the_index_refers_to_the_titles_of_wide_sheets(self):
        for lang in ("ar", "en"):
            book = self.books["centres-by-city", lang]
            index, first = book.worksheets[0], book.worksheets[1]
            title = next(cell.value for row in index.iter_rows() for cell in row if cell.hyperlink)
            place = title.split("!")[1]
            self.assertFalse(place.startswith("A"), place)
            self.assertEqual(first[place].value, first.title)

    def test_pages_without_a_heading_have_the_title_and_the_period(self):
        """Those after the first; a sheet of data has no heading."""
        for key, file in self.files.items():
            with zipfile.ZipFile(file) as package:
                for number, sheet in enumerate(self.books[key].worksheets, 1):
                    part = package.read(f"xl/worksheets/sheet{number}.xml").decode()
                    with self.subTest(file=file.name, sheet=sheet.title):
                        if sheet.print_title_rows == "$1:$1":
                            self.assertRegex(part, "<headerFooter><oddHeader>.+?</oddHeader><oddFooter>.+?</oddFooter></headerFooter>")
                            continue
                        found = re.search(r'<headerFooter differentFirst="1"><oddHeader>(.+?)</oddHeader>'
                                          r"<oddFooter>(.+?)</oddFooter><firstFooter>(.+?)</firstFooter></headerFooter>", part)
                        self.assertEqual(found[2], found[3])
        pages = pages_of(self.printed["project-costs.en"])
        self.assertGreater(len(pages), 2)
        self.assertIn("2026", pages[1].split("\n")[0])

    def test_no_title_of_a_group_ends_a_page(self):
        sheet = self.books["project-costs", "en"].worksheets[0]
        broken = {its.id for its in sheet.row_breaks.brk}  # the rows that end a page
        self.assertGreater(len(broken), 1)
        # A name of a group is alone in its row; a page never ends with it.
        for row in broken:
            values = [cell.value for cell in sheet[row] if cell.value is not None]
            self.assertGreater(len(values), 1, values)

    def test_wrapped_rows_are_as_high_as_their_lines(self):
        """LibreOffice fits rows whose heights are not custom."""
        files = [file for (name, lang), file in self.files.items() if name == "purchase-orders"]
        fitted = office.convert(files, "xlsx:Calc MS Excel 2007 XML", self.folder / "fitted")
        for file in files:
            ours, its = (openpyxl.load_workbook(path).worksheets[0] for path in (file, fitted[file.stem]))
            header = int(ours.print_title_rows.split("$")[-1])
            wrapped = 0
            for row in range(header + 1, ours.max_row):
                given, needed = ours.row_dimensions[row].height or 15, its.row_dimensions[row].height or 12.8
                wrapped += given > 15
                with self.subTest(file=file.name, row=row):
                    self.assertGreaterEqual(given + 0.5, needed)
            self.assertGreater(wrapped, 5)


if __name__ == "__main__":
    unittest.main()
