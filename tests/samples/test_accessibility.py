"""Microsoft's Accessibility Checker would find nothing in any workbook."""

import pathlib
import tempfile
import unittest

import accessibility
import business
from test_integrity import broken

STYLES, CORE, BOOK = "xl/styles.xml", "docProps/core.xml", "xl/workbook.xml"
DRAWING, CHART = "xl/drawings/drawing2.xml", "xl/charts/chart1.xml"
# A part, what is replaced in it and by what, and what is then said.
BREACHES = [
    (DRAWING, r'descr="[^"]*"', 'descr=" "', "no alternative text"),
    (DRAWING, r'decorative" val="1"', 'decorative" val="0"', "no alternative text"),
    (BOOK, r'"ColumnTitle([^">]*" localSheetId="0")', r'"Column\1', "nothing marks"),
    (BOOK, r"(ColumnTitleRegion1\.[A-Z]+\d+\.[A-Z]+\d+)\.\d+", r"\1.9", "does not fit"),
    (BOOK, r'<sheet name="[^"]*"', '<sheet name="Sheet1"', "no meaningful name"),
    (STYLES, r'formatCode="[^"]*"', 'formatCode="0;[Red]0"', "color only"),
    (STYLES, r'<color rgb="FF20262B"/>', '<color rgb="FFAAAAAA"/>', "text of the color"),
    (STYLES, r'<bgColor rgb="[^"]*"/>', '<bgColor rgb="FF333333"/>', "a rule's text"),
    (CHART, r'<c:spPr><a:solidFill><a:srgbClr val="[^"]*"', '<c:spPr><a:solidFill><a:srgbClr val="FFD400"', "draws"),
    (CHART, r'<a:rPr lang="en-US"', '<a:rPr lang="ar-SA"', "two languages"),
    (CORE, r"<dc:title>[^<]*", "<dc:title>", "no title"),
    (CORE, r"<dc:language>[^<]*</dc:language>", "", "no language")]


class Accessibility(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.files = business.render_all(cls.folder)

    def test_the_checker_finds_nothing(self):
        for (name, lang), path in self.files.items():
            with self.subTest(name=name, lang=lang):
                self.assertEqual(accessibility.faults(path), [])

    def test_each_breach_is_found(self):
        path = self.files["sales.by-region", "en"]
        for number, (part, pattern, replacement, said) in enumerate(BREACHES):
            with self.subTest(part=part, pattern=pattern):
                found = accessibility.faults(broken(path, self.folder / f"{number}.xlsx", part, pattern, replacement))
                self.assertIn(said, " ".join(found))


if __name__ == "__main__":
    unittest.main()
