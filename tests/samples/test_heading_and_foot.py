"""What is above and below the rows: a low heading that leaves room for the logo, numbers as cells
show them, signature lines of one length, and checks that fail only where totals are wrong."""

import pathlib
import re
import tempfile
import unittest
import zipfile

import openpyxl
from openpyxl.utils import get_column_letter
from PIL import ImageFont

import business
import office
import samples

FONTS = pathlib.Path("/usr/share/fonts/truetype")
LATIN, ARABIC = FONTS / "liberation/LiberationSans-Bold.ttf", FONTS / "dejavu/DejaVuSans-Bold.ttf"
CHOSEN = ("bank-reconciliation", "bank-reconciliation-limited", "rates", "rates-indic", "one-column", "two-columns", "three-columns",
          "project-costs", "account-statements", "payroll", "purchase-orders", "cost-centres", "vouchers")
MOST_FROZEN = 120  # points
MARKS = str.maketrans("", "", "\u200e\u200f")
EMU_PER_PIXEL = 9525
VERDICTS = {"en": ("Balanced", "Not checked: rows are filtered", "Not checked: the report is limited"),
            "ar": ("\u0645\u062a\u0648\u0627\u0632\u0646", "\u0644\u0645 \u064a\u064f\u062a\u062d\u0642\u0642 \u0645\u0646\u0647: \u0627\u0644\u0635\u0641\u0648\u0641 \u0645\u0635\u0641\u0651\u0627\u0629",
                   "\u0644\u0645 \u064a\u064f\u062a\u062d\u0642\u0642 \u0645\u0646\u0647: \u0627\u0644\u062a\u0642\u0631\u064a\u0631 \u062c\u0632\u0626\u064a")}


def texts(sheet):
    return [str(cell.value).translate(MARKS) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def company(sheet):
    """The cell of its name: in the first column, or after those that each page repeats; below a link to an index."""
    return next(cell for cell in sheet[2 if sheet.print_area else 1] if cell.value)


def header_row(sheet):
    """The first row whose cells all have borders."""
    return next(row[0].row for row in sheet.iter_rows() if all(cell.border.left.style for cell in row))


def width_in_pixels(sheet, first, last):
    return sum(int(sheet.column_dimensions[get_column_letter(i)].width * 7 + 0.5) for i in range(first, last + 1))


class HeadingAndFoot(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        business.REQUESTS = {name: business.REQUESTS[name] for name in CHOSEN}
        cls.files = business.render(cls.folder)

    def sheet(self, name, lang):
        """The first with rows, after an index."""
        return openpyxl.load_workbook(self.files[name, lang]).worksheets[1 if name == "account-statements" else 0]

    def test_numbers_in_prose_look_like_those_of_cells(self):
        expected = {
            "en": ["Lowest share: 12.5%", "Amount above: 20,000.00\u00a0SAR", "Number above: 12,000", "Longest time: 1:00:00", "Loss: (5.50)"],
            "ar": ["\u0623\u062f\u0646\u0649 \u062d\u0635\u0629: 12.5%", "\u0627\u0644\u0645\u0628\u0644\u063a \u0623\u0643\u0628\u0631 \u0645\u0646: 20,000.00\u00a0\u0631.\u0633",
                   "\u0627\u0644\u0639\u062f\u062f \u0623\u0643\u0628\u0631 \u0645\u0646: 12,000", "\u0623\u0637\u0648\u0644 \u0645\u062f\u0629: 1:00:00", "\u0627\u0644\u062e\u0633\u0627\u0631\u0629: (5.50)"]}
        for lang in samples.LANGUAGES:
            heading = " ".join(texts(self.sheet("rates", lang)))
            about = texts(openpyxl.load_workbook(self.files["rates", lang]).worksheets[-1])
            for sentence in expected[lang]:
                self.assertIn(sentence, heading)
                self.assertIn(sentence.split(": ")[1], about)
        indic = " ".join(texts(self.sheet("rates-indic", "ar")))
        self.assertIn("\u0661\u0662\u066b\u0665%", indic)
        self.assertIn("(\u0665\u066b\u0665\u0660)", indic)
        self.assertIn("1,500.50\u00a0", " ".join(texts(self.sheet("vouchers", "en"))))

    def test_a_heading_is_low(self):
        for name, lang in self.files:
            with self.subTest(name=name, lang=lang):
                sheet = self.sheet(name, lang)
                rows = range(1, header_row(sheet) + 1)
                height = sum(sheet.row_dimensions[row].height or 15 for row in rows)
                # A long name of the company or many parameters need further lines.
                ordinary = "\n" not in company(sheet).value and name != "account-statements"  # it names its customer
                self.assertLessEqual(height, MOST_FROZEN if ordinary else 205)

    def test_the_band_of_the_title_is_as_high_as_its_letters(self):
        """The ink of the letters, with more than a point above and below them."""
        for name, lang in self.files:
            sheet = self.sheet(name, lang)
            row = next(row for row in sheet.iter_rows(max_row=header_row(sheet) - 1)
                       if any(cell.fill.fill_type == "solid" for cell in row))
            cell = next(cell for cell in row if cell.value)
            font = ImageFont.truetype(str(LATIN if lang == "en" else ARABIC), 100)
            _, top, _, bottom = font.getbbox(cell.value.translate(MARKS), anchor="ls")
            high, low = font.getmetrics()
            ink = cell.font.size * 2 * max(-top - (high - low) / 2, bottom + (high - low) / 2) / 100
            lines = max(1, cell.value.count("\n") + 1)
            with self.subTest(name=name, lang=lang):
                self.assertGreaterEqual(sheet.row_dimensions[cell.row].height / lines, ink + 2.5)

    def test_only_texts_of_several_lines_are_merged(self):
        for name, lang in self.files:
            for sheet in openpyxl.load_workbook(self.files[name, lang]):
                for merged in sheet.merged_cells.ranges:
                    with self.subTest(name=name, lang=lang, cells=str(merged)):
                        cell = sheet.cell(merged.min_row, merged.min_col)
                        self.assertTrue(cell.alignment.wrap_text)
                        self.assertGreater(sheet.row_dimensions[cell.row].height, 16)

    def test_the_name_of_the_company_ends_before_the_logo(self):
        for name, lang in self.files:
            sheet = self.sheet(name, lang)
            with zipfile.ZipFile(self.files[name, lang]) as file:
                drawings = [part for part in file.namelist() if part == "xl/drawings/drawing1.xml"]
                drawing = file.read(drawings[0]).decode() if drawings else ""
            place = re.search(r"<xdr:from><xdr:col>(\d+)</xdr:col><xdr:colOff>(-?\d+)</xdr:colOff>", drawing)
            if place is None or "<xdr:pic>" not in drawing:
                continue
            logo = (width_in_pixels(sheet, 1, int(place[1])) if int(place[1]) else 0) + int(place[2]) / EMU_PER_PIXEL
            cell = company(sheet)
            if cell.column > 1:
                logo -= width_in_pixels(sheet, 1, cell.column - 1)
            font = ImageFont.truetype(str(LATIN if lang == "en" else ARABIC), round(cell.font.size * 96 / 72))
            for line in cell.value.split("\n"):
                with self.subTest(name=name, lang=lang, line=line):
                    self.assertLess(font.getlength(line), logo)

    def test_signature_lines_have_one_length_and_are_apart(self):
        for name in ("one-column", "two-columns", "three-columns", "bank-reconciliation", "account-statements"):
            for lang in samples.LANGUAGES:
                sheet = self.sheet(name, lang)
                lines = [cell for row in sheet.iter_rows() for cell in row if re.fullmatch(r"\.{20,}", str(cell.value or ""))]
                with self.subTest(name=name, lang=lang):
                    self.assertGreaterEqual(len(lines), 2)
                    self.assertEqual(len({cell.value for cell in lines}), 1)
                    font = ImageFont.truetype(str(FONTS / "liberation/LiberationSans-Regular.ttf"), round(10 * 96 / 72))
                    length = font.getlength(lines[0].value)
                    for cell in lines:
                        self.assertEqual(cell.alignment.horizontal, "centerContinuous")
                        last = cell.column
                        while last < sheet.max_column and sheet.cell(cell.row, last + 1).value is None and \
                                sheet.cell(cell.row, last + 1).alignment.horizontal == "centerContinuous":
                            last += 1
                        self.assertLess(length * 1.02, width_in_pixels(sheet, cell.column, last))
                        self.assertTrue(sheet.cell(cell.row - 1, cell.column).value)

    def test_a_limited_report_is_not_checked(self):
        for lang in samples.LANGUAGES:
            _, _, limited = VERDICTS[lang]
            file = self.files["bank-reconciliation-limited", lang]
            said = texts(openpyxl.load_workbook(file, data_only=True).worksheets[0])
            self.assertIn(limited, said)
            about = texts(openpyxl.load_workbook(file).worksheets[-1])
            self.assertEqual(len([text for text in about if "limited to a part" in text or "\u0645\u0642\u062a\u0635\u0631 \u0639\u0644\u0649 \u062c\u0632\u0621" in text]), 1)

    def test_a_check_notices_that_rows_are_filtered(self):
        filtered = []
        for lang in samples.LANGUAGES:
            balanced, _, _ = VERDICTS[lang]
            file = self.files["bank-reconciliation", lang]
            self.assertIn(balanced, texts(openpyxl.load_workbook(file, data_only=True).worksheets[0]))
            book = openpyxl.load_workbook(file)
            sheet = book.worksheets[0]
            table = next(iter(sheet.tables.values()))
            column = next(i for i, its in enumerate(table.tableColumns) if its.name in ("Matched", "\u0627\u0644\u0645\u0637\u0627\u0628\u0642\u0629"))
            cells = sheet[table.ref]
            kept = cells[1][column].value
            table.autoFilter.filterColumn = [openpyxl.worksheet.filters.FilterColumn(
                colId=column, filters=openpyxl.worksheet.filters.Filters(filter=[kept]))]
            for row in cells[1:]:
                sheet.row_dimensions[row[0].row].hidden = row[column].value != kept
            filtered.append(self.folder / f"filtered.{lang}.xlsx")
            book.save(filtered[-1])
        shown = office.convert(filtered, "xlsx", self.folder / "filtered")
        for lang in samples.LANGUAGES:
            self.assertIn(VERDICTS[lang][1], texts(openpyxl.load_workbook(shown[f"filtered.{lang}"], data_only=True).worksheets[0]))

    def test_the_line_of_a_check_has_one_border(self):
        for lang in samples.LANGUAGES:
            sheet = self.sheet("bank-reconciliation", lang)
            row = next(cell.row for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=IF(SUBTOTAL("))
            borders = {(cell.border.bottom.style, cell.border.bottom.color.rgb, cell.border.left.style, cell.border.top.style)
                       for cell in sheet[row]}
            self.assertEqual(len(borders), 1)
            self.assertEqual(next(iter(borders))[0], "thin")

    def test_rows_have_one_vertical_alignment_and_automatic_heights(self):
        for name in ("purchase-orders", "payroll"):
            for lang in samples.LANGUAGES:
                sheet = self.sheet(name, lang)
                first, last = next(iter(sheet.tables.values())).ref.split(":") if sheet.tables else (None, None)
                if first is None:
                    continue
                for row in sheet[first:last][1:]:
                    self.assertEqual({cell.alignment.vertical for cell in row}, {"top"})
                with zipfile.ZipFile(self.files[name, lang]) as file:
                    part = file.read("xl/worksheets/sheet1.xml").decode()
                for number in range(int(re.sub(r"\D", "", first)) + 1, int(re.sub(r"\D", "", last)) + 1):
                    tag = re.search(rf'<row r="{number}"[^>]*>', part)[0]
                    self.assertNotIn("customHeight", tag)

    def test_amounts_of_about_begin_where_other_facts_do(self):
        for name, lang in self.files:
            sheet = openpyxl.load_workbook(self.files[name, lang]).worksheets[-1]
            sides = {(cell.alignment.horizontal, cell.alignment.indent) for row in sheet.iter_rows(min_row=2, min_col=2) for cell in row
                     if cell.value is not None}
            self.assertEqual(sides, {("right" if sheet.sheet_view.rightToLeft else "left", 1)})


if __name__ == "__main__":
    unittest.main()
