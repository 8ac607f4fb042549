"""Each number prints like Python's decimals, in both languages and in Arabic digits; notices to the
reader name the shown values that mislead, and nothing else.     test_numbers.py [REPORTS [SEED]]"""

import csv
import pathlib
import random
import re
import sys
import tempfile
import unittest

import openpyxl

import number_oracle
import office
import samples

REPORTS = 4
COLUMNS = 50
# As shown; texts with all their digits.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true"
TOLD = {"misfits": "not of (?:its|their) type", "bytes": "bytes that are no text", "rounded": "of which a cell keeps the first 15",
        "more": "more decimals than (?:its|their) currency", "zeros": "shown as zero", "hundreds": "shown as 100 %",
        "unknown": "no known currency and (?:is|are) shown", "undivided": "minor units of no known currency",
        "long": "more than 15 digits and w(?:as|ere) written as text"}
SENTENCE = re.compile(r"(\d+) \w+ in the column \"(\w+)[^\"]*\" (.*?), (?:the first )?in row (\d+) of the sheet")
DIGITS = str.maketrans("\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u066b\u066c", "0123456789.,")
EDITIONS = [("en", "west"), ("ar", "west"), ("ar", "east")]


def told(said):
    """The number of values and the first row, by column and kind."""
    found = {}
    for count, column, words, row in SENTENCE.findall(said):
        kinds = [kind for kind, pattern in TOLD.items() if re.search(pattern, words)]
        found[column, kinds[0] if len(kinds) == 1 else words] = (int(count), int(row))
    return found


class Numbers(unittest.TestCase):
    reports, seed = REPORTS, 14
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        chance = random.Random(cls.seed)
        cls.expected = {f"n{i}": number_oracle.report(chance, COLUMNS) for i in range(cls.reports)}
        catalogue = number_oracle.catalogue(cls.folder / "catalogue", cls.expected)
        cls.said, cls.files = {}, {}
        for name in cls.expected:
            for lang, organization in EDITIONS:
                file = cls.folder / f"{name}.{lang}.{organization}.xlsx"
                cls.said[name, lang, organization] = samples.run(
                    "render", "--catalogue", catalogue, "--model", name, "--lang", lang, "--organization", organization,
                    "--out", file)
                cls.files[name, lang, organization] = file
        cls.shown = office.convert(list(cls.files.values()), CSV, cls.folder / "shown")
        cls.calculated = office.convert(list(cls.files.values()), "xlsx", cls.folder / "calculated")

    def each(self):
        """For each workbook: its input, file and language, and the name for its differences."""
        for (name, lang, organization), file in self.files.items():
            columns, _, expected = self.expected[name]
            yield list(zip(columns, expected)), file, lang, f"{name} {lang} {organization} of seed {self.seed}"

    def header(self, file, lang):
        """The row of the titles, from 1, and the sheet."""
        sheet = openpyxl.load_workbook(file, data_only=True).worksheets[0]
        title = "c0" if lang == "en" else "\u0639 c0"
        return sheet, next(row[0].row for row in sheet.iter_rows() if row[0].value == title)

    def test_each_cell_and_total_prints_as_expected(self):
        count, found = 0, []
        for columns, file, lang, called in self.each():
            header = self.header(file, lang)[1]
            with open(self.shown[file.stem], encoding="utf-8", newline="") as lines:
                rows = list(csv.reader(lines))[header:]
            for place, (column, its) in enumerate(columns):
                texts = [*its.texts(), *([its.total_text()] if column.total else [])]
                for row, text in enumerate(texts):
                    shown = rows[row][place]
                    if not (row < number_oracle.ROWS and its.cells[row].text is not None):
                        shown = re.sub(r"\s", "", shown.translate(DIGITS))
                    if text is not None and shown != text:
                        found.append((called, vars(column), row, f"LibreOffice shows {shown!r}, not {text!r}"))
                    count += 1
        self.assertEqual(found, [])
        self.assertGreater(count, self.reports * len(EDITIONS) * COLUMNS * number_oracle.ROWS)

    def test_a_column_has_one_format_of_numbers_without_gaps_for_digits(self):
        found = []
        for columns, file, lang, called in self.each():
            sheet, header = self.header(file, lang)
            for place, (column, its) in enumerate(columns, 1):
                formats = {sheet.cell(header + 1 + row, place).number_format
                           for row, cell in enumerate(its.cells) if cell.number is not None}
                if len(formats) > 1 and column.currency != "row":
                    found.append((called, vars(column), formats))
                found += [(called, vars(column), its) for its in formats if re.search(r"[0#][.0#]*\?", its)]
        self.assertEqual(found, [])

    def test_notices_name_values_that_mislead_and_nothing_else(self):
        for columns, file, lang, called in self.each():
            if lang != "en":
                continue
            header = self.header(file, lang)[1]
            wanted = {(column.key, kind): (count, header + 1 + first)
                      for column, its in columns for kind, (count, first) in its.told().items()}
            self.assertEqual(told(self.said[tuple(file.stem.split("."))]), wanted, called)

    def test_both_languages_have_the_same_notices(self):
        for name in self.expected:
            english, *others = [self.said[name, *edition].splitlines() for edition in EDITIONS]
            for other in others:
                self.assertEqual(len(other), len(english))

    def test_each_calculated_total_equals_its_cached_value(self):
        found = []
        for columns, file, lang, called in self.each():
            sheet, header = self.header(file, lang)
            other = openpyxl.load_workbook(self.calculated[file.stem], data_only=True).worksheets[0]
            for place, (column, its) in enumerate(columns, 1):
                if not column.total:
                    continue
                row, total = header + 1 + number_oracle.ROWS, its.total()
                cached, calculated = sheet.cell(row, place).value, other.cell(row, place).value
                if total is None:
                    is_same = cached == calculated and cached in (None, "*")
                else:
                    same = [abs(value - float(total)) <= abs(float(total)) * 1e-14 for value in (cached, calculated)]
                    is_same = all(same)
                if not is_same:
                    found.append((called, vars(column), f"{cached!r}, LibreOffice finds {calculated!r}, not {total}"))
        self.assertEqual(found, [])


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Numbers.reports = int(sys.argv.pop(1))
    if len(sys.argv) > 1:
        Numbers.seed = int(sys.argv.pop(1))
    unittest.main()
