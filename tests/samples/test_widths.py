"""No number is shown as ### and no text is cut, however wide: in any column, total, index or chart."""

import csv
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import openpyxl

import extremes
import fit
import office
import samples
from fit import fonts

# All sheets, each value as it is shown.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
ORGANIZATIONS = ("gulf", "indic")
PADDED = re.compile(r"_\)|_\(")


def shown(path, folder):
    """The texts of a workbook's sheets as LibreOffice shows them, in rows, by the sheet's title."""
    texts = {}
    for file in folder.glob(f"{path.stem}-*.csv"):
        with open(file, encoding="utf-8", newline="") as lines:
            texts[file.stem.removeprefix(f"{path.stem}-")] = list(csv.reader(lines))
    return texts


class Widths(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        catalogue = extremes.catalogue(cls.folder / "catalogue")
        cls.files = {}
        for model in extremes.MODELS:
            for lang in samples.LANGUAGES:
                for organization in ORGANIZATIONS:
                    file = cls.folder / f"{model}-{organization}.{lang}.xlsx"
                    samples.run("render", "--catalogue", catalogue, "--model", model, "--lang", lang,
                                "--organization", organization, "--out", file)
                    cls.files[model, organization, lang] = file
        subprocess.run(["soffice", f"-env:UserInstallation={(cls.folder / 'profile').as_uri()}", "--headless",
                        "--convert-to", CSV, "--outdir", cls.folder / "shown", *cls.files.values()],
                       check=True, capture_output=True, timeout=400)

    def test_each_number_fits_its_column(self):
        """As HarfBuzz measures what LibreOffice shows."""
        counted = 0
        for path in self.files.values():
            texts = shown(path, self.folder / "shown")
            wrong = []
            for its in openpyxl.load_workbook(path):
                sheet = fit.Sheet(its, its)
                for number, row in enumerate(texts[its.title], 1):
                    for place, text in enumerate(row, 1):
                        cell = its.cell(number, place)
                        if not text or cell.data_type not in "ndf" or (number, place) in sheet.covered:
                            continue
                        # The padding is as wide as a parenthesis, and is shown as a blank.
                        is_padded = PADDED.search(cell.number_format) and "(" not in text
                        needs = fit.measured(text.strip() + (")" if is_padded else ""), cell.font) + 2 * fit.MARGIN
                        counted += 1
                        if needs > sheet.points(place):
                            wrong.append((its.title, cell.coordinate, text, round(needs), round(sheet.points(place))))
            self.assertEqual(wrong, [], path.name)
        self.assertGreater(counted, 20_000)

    def test_no_number_is_printed_as_hashes(self):
        """Of each kind of workbook one, in one of the languages and digits."""
        kinds = [path for i, path in enumerate(self.files.values()) if i % 5 in (0, 3)]
        for name, pdf in office.convert(kinds, "pdf", self.folder / "pages").items():
            text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
            self.assertGreater(len(text), 100, name)
            self.assertNotIn("##", text, name)

    def test_each_text_is_shown_as_a_whole(self):
        for path in self.files.values():
            with self.subTest(file=path.name):
                found, count = fit.misfits(path)
                self.assertEqual(found, [])
                self.assertGreater(count, 2)

    def test_columns_of_latin_text_are_not_much_wider(self):
        """Twelve parts in a hundred, and what the indent and the margins need."""
        sheet = openpyxl.load_workbook(self.files["wide-words", "gulf", "en"]).worksheets[0]
        cells = {cell.value: cell for row in sheet.iter_rows() for cell in row}
        for word in extremes.WORDS:
            if fonts.is_arabic(word[0]) or len(word) > 60:
                continue
            with self.subTest(word=word):
                width = fit.Sheet(sheet, sheet).points(cells[word].column)
                self.assertLess(width, 1.12 * fit.measured(word, cells[word].font) + 20)


if __name__ == "__main__":
    unittest.main()
