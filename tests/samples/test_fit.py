"""No text of a cell is cut, in width or in height, and none is below a picture."""

import pathlib
import tempfile
import unittest

import openpyxl

import business
import fit


class Fit(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.files = business.render_all(cls.folder)

    def test_each_text_is_shown_as_a_whole(self):
        for (name, lang), path in self.files.items():
            with self.subTest(name=name, lang=lang):
                found, count = fit.misfits(path)
                self.assertEqual(found, [])
                self.assertGreater(count, 20)

    def test_texts_that_are_cut_are_found(self):
        book = openpyxl.load_workbook(self.files["codes", "en"])
        sheet = book.worksheets[0]
        place = next(cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("INFO0@"))
        sheet.column_dimensions[place.column_letter].width -= 3
        title = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Code")
        title.value = "A very long title of a narrow column"
        book.save(self.folder / "cut.xlsx")
        found = {cell: why for _, cell, _, why, *_ in fit.misfits(self.folder / "cut.xlsx")[0]}
        self.assertEqual((found.get(place.coordinate), found.get(title.coordinate)), ("wide", "high"))


if __name__ == "__main__":
    unittest.main()
