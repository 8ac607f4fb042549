"""What a user sees in Excel's ribbon: number formats of texts, the style gallery, the Normal style."""

import pathlib
import tempfile
import unicodedata
import unittest
import zipfile

import openpyxl

import business
import samples
import test_outside

NAMES = {"en": {"Report company", "Report title", "Report header", "Report group", "Report subtotal",
                "Report total", "Report text"},
         "ar": {"\u0627\u0633\u0645 \u0627\u0644\u0645\u0646\u0634\u0623\u0629 \u0641\u064A \u0627\u0644\u062A\u0642\u0631\u064A\u0631", "\u0639\u0646\u0648\u0627\u0646 \u0627\u0644\u062A\u0642\u0631\u064A\u0631", "\u0631\u0623\u0633 \u062C\u062F\u0648\u0644 \u0627\u0644\u062A\u0642\u0631\u064A\u0631", "\u0645\u062C\u0645\u0648\u0639\u0629 \u0641\u064A \u0627\u0644\u062A\u0642\u0631\u064A\u0631",
                "\u0625\u062C\u0645\u0627\u0644\u064A \u0641\u0631\u0639\u064A \u0641\u064A \u0627\u0644\u062A\u0642\u0631\u064A\u0631", "\u0625\u062C\u0645\u0627\u0644\u064A \u0627\u0644\u062A\u0642\u0631\u064A\u0631", "\u0646\u0635 \u0627\u0644\u062A\u0642\u0631\u064A\u0631"}}


def is_risky(text):
    """Whether Excel could take it for a number, a date, a formula or a truth value."""
    return (text[0] in "=+-@#'/ " or any(unicodedata.category(letter) == "Nd" for letter in text)
            or text.strip().lower() in ("true", "false", "\u0635\u0648\u0627\u0628", "\u062E\u0637\u0623"))


def is_common(text):
    """Whether its letters are those of the scripts of the reports."""
    return all(ord(letter) < 0x800 for letter in text)


class CellStyles(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.files = business.render_all(folder)
        cls.books = {key: openpyxl.load_workbook(path) for key, path in cls.files.items()}

    def test_texts_that_could_be_values_have_the_format_of_text_and_others_have_none(self):
        found = {"@": 0, "General": 0}
        for (name, lang), book in self.books.items():
            for sheet in book:
                for table in sheet.tables.values():
                    header, *rows = sheet[table.ref]
                    for row in rows:
                        for cell in row:
                            if cell.data_type != "s" or cell.hyperlink:
                                continue
                            expected = "@" if is_risky(cell.value) else "General"
                            if expected == "General" and not is_common(cell.value):
                                continue
                            found[expected] += 1
                            self.assertEqual(cell.number_format, expected, (name, lang, cell, cell.value))
                            self.assertEqual(cell.quotePrefix, expected == "@", (name, lang, cell))
        self.assertGreater(min(found.values()), 100, found)

    def test_a_value_of_the_wrong_type_is_outlined_and_no_other(self):
        """Rows 4 and 5 of that catalogue have texts among numbers, times and truth values."""
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        test_outside.Outside.catalogue(folder / "catalogue")
        keys = [column["key"] for column in test_outside.COLUMNS]
        wrong = {3: {*keys} - {"note", "kind"}, 4: {"took", "opens"}}
        for lang, organization in test_outside.EDITIONS:
            file = folder / f"{lang}.{organization}.xlsx"
            samples.run("render", "--catalogue", folder / "catalogue", "--model", "cells", "--lang", lang,
                        "--organization", organization, "--out", file)
            sheet = openpyxl.load_workbook(file).worksheets[0]
            header, *rows = sheet[next(iter(sheet.tables.values())).ref]
            self.assertEqual(len(rows), len(test_outside.ROWS))
            for number, row in enumerate(rows):
                marked = {key for key, cell in zip(keys, row[1:])
                          if {cell.border.left.style, cell.border.right.style, cell.border.top.style, cell.border.bottom.style} == {"medium"}
                          and cell.fill.fill_type == "solid"}
                with self.subTest(lang=lang, organization=organization, row=number):
                    self.assertEqual(marked, wrong.get(number, set()))

    def test_the_style_gallery_names_the_styles_of_the_report(self):
        for (name, lang), book in self.books.items():
            with self.subTest(name=name, lang=lang):
                self.assertLessEqual(NAMES[lang], set(book.named_styles))
                sheet = book.worksheets[0]
                used = {cell.style for row in sheet.iter_rows() for cell in row}
                self.assertIn("Report title" if lang == "en" else "\u0639\u0646\u0648\u0627\u0646 \u0627\u0644\u062A\u0642\u0631\u064A\u0631", used)

    def test_the_normal_style_has_the_font_of_the_cells(self):
        for (name, lang), book in self.books.items():
            with self.subTest(name=name, lang=lang):
                normal = book._named_styles["Normal"].font
                fonts = {(cell.font.name, cell.font.sz) for row in book.worksheets[0].iter_rows() for cell in row
                         if cell.value is not None}
                self.assertIn((normal.name, normal.sz), fonts)
                self.assertTrue(all(sheet.sheet_format.customHeight for sheet in book))

    def test_the_file_does_not_claim_to_be_made_by_excel(self):
        for (name, lang), path in self.files.items():
            with self.subTest(name=name, lang=lang), zipfile.ZipFile(path) as package:
                properties = package.read("docProps/app.xml").decode("utf-8")
                self.assertIn("<Application>Gormic BI ", properties)
                self.assertNotIn("Excel", properties)
                book = package.read("xl/workbook.xml").decode("utf-8")
                self.assertNotIn("fullCalcOnLoad", book)
                self.assertNotIn("fileVersion", book)


if __name__ == "__main__":
    unittest.main()
