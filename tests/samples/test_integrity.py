"""No workbook breaks a rule for whose sake Excel would repair or refuse it."""

import pathlib
import re
import tempfile
import unittest
import zipfile

import business
import integrity

SHEET, STYLES, BOOK = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"
# A part, what is replaced in it and by what, and what is then said; of a workbook with a table, or
# of one with merged cells.
BREACHES = [
    ("[Content_Types].xml", '<Override PartName="/xl/tables/table1.xml"[^>]*>', "", "has no type"),
    ("xl/worksheets/_rels/sheet1.xml.rels", "table1", "table9", "relates to absent"),
    (STYLES, r'<fonts count="\d+"', '<fonts count="99"', "another count"),
    (STYLES, r'<cellXfs(.*?)fontId="\d+"', r'<cellXfs\1fontId="99"', "fontId"),
    (BOOK, r'<sheet name="[^"]*"', '<sheet name="a/b"', "no name of a sheet"),
    (BOOK, r'localSheetId="0"', 'localSheetId="9"', "absent sheet"),
    (BOOK, r"<workbookView ", '<workbookView activeTab="1" ', "selected sheets"),
    (SHEET, r'<row r="7"', '<row r="6"', "after 6"),
    (SHEET, r'<c r="B', '<c r="A', "out of order"),
    (SHEET, r'<c r="(\w+)" s="\d+"', r'<c r="\1" s="9999"', "has no format"),
    (SHEET, r't="s"><v>\d+', 't="s"><v>999999', "has no string"),
    (SHEET, r"<v>\d+\.\d+</v>", "<v>NAN</v>", "has no number"),
    (SHEET, "</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A1:A1"/></mergeCells>', "merges a single cell"),
    (SHEET, r'dxfId="0"', 'dxfId="99"', "rule of no format"),
    (SHEET, r'priority="\d+"', 'priority="0"', "priorities"),
    (SHEET, r'<col min="1"', '<col min="0"', "columns"),
    (SHEET, "<oddFooter>", "<oddFooter>" + "x" * 256, "255 characters"),
    (SHEET, r"<f>([^<]*)</f>", r"<f>\1+Nowhere!A1</f>", "absent sheet"),
    (SHEET, r'(<pane [^>]*topLeftCell=")[A-Z]+', r"\1ZZ", "is frozen at"),
    ("xl/tables/table1.xml", r'(<tableColumn id="1" name=")[^"]*', r"\1x", "has the header"),
    ("xl/tables/table1.xml", r'id="2"', 'id="1"', "of one id")]


def broken(path, to, part, pattern, replacement):
    """A copy in which the pattern's first occurrence is replaced."""
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(to, "w") as copy:
        for name in package.namelist():
            content = package.read(name)
            if name == part:
                text, count = re.subn(pattern, replacement, content.decode("utf-8"), count=1, flags=re.DOTALL)
                assert count == 1, (part, pattern)
                content = text.encode("utf-8")
            copy.writestr(name, content)
    return to


class Integrity(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.files = business.render_all(cls.folder)

    def test_no_rule_is_broken(self):
        for (name, lang), path in self.files.items():
            with self.subTest(name=name, lang=lang):
                self.assertEqual(integrity.faults(path), [])

    def test_each_breach_is_found(self):
        for part, pattern, replacement, words in BREACHES:
            with self.subTest(words=words, pattern=pattern):
                name = "three-columns" if "mergeCell" in pattern else "stock.ageing"
                copy = broken(self.files[name, "en"], self.folder / "broken.xlsx", part, pattern, replacement)
                self.assertIn(words, "; ".join(integrity.faults(copy)))


if __name__ == "__main__":
    unittest.main()
