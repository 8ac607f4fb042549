"""Gnumeric reads the workbooks without a complaint, and calculates their cached values."""

import concurrent.futures
import pathlib
import re
import subprocess
import tempfile
import unittest

import business
import recalculation

# Of the standard, and unknown to Gnumeric; it says so of the workbooks of every program.
LABELS = "\tchartSpace -> chart -> plotArea -> pieChart -> ser -> dLbls"
UNKNOWN = {"c:showLegendKey": LABELS, "c:showSerName": LABELS, "tableParts": "\tworksheet",
           "ignoredErrors": "\tworksheet",
           "firstHeader": "\tworksheet -> headerFooter", "firstFooter": "\tworksheet -> headerFooter",
           "a:extLst": "\twsDr -> twoCellAnchor -> pic -> nvPicPr -> cNvPr"}


def converted(path, folder):
    """The copy that Gnumeric saves, calculated again, and its complaints."""
    copy = folder / path.name
    done = subprocess.run(["ssconvert", "--recalc", "--export-type=Gnumeric_Excel:xlsx2", path, copy],
                          capture_output=True, text=True, check=True, timeout=120)
    lines = iter((done.stdout + done.stderr).splitlines())
    complaints = []
    for line in lines:
        # Rows and columns that each page repeats, in the form of ECMA-376, 18.2.5.
        if re.fullmatch(r"At A1: '.*\$A:\$[A-Z]+,.*' Multiple expressions are not supported in this context", line):
            continue
        name = next((its for its in UNKNOWN if line == f"Unexpected element '{its}' in state : "), None)
        if name is None:
            complaints.append(line)
        elif (state := next(lines, "")) != UNKNOWN[name]:
            complaints.append(line + state)
    return copy, complaints


class Gnumeric(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        files = business.render_all(folder)
        planted = recalculation.planted(files["finance.vat-return", "en"], folder / "planted.xlsx")
        (folder / "copies").mkdir()
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            results = pool.map(lambda path: (path, *converted(path, folder / "copies")), [*files.values(), planted])
            cls.results = {path.stem: (path, copy, complaints) for path, copy, complaints in results}
        cls.planted = cls.results.pop("planted")

    def test_it_has_no_complaint(self):
        self.assertEqual({stem: complaints for stem, (_, _, complaints) in self.results.items() if complaints}, {})

    def test_each_cell_is_read_as_it_was_written(self):
        for stem, (path, copy, _) in self.results.items():
            with self.subTest(stem=stem):
                count, found = recalculation.misread(path, copy)
                self.assertGreater(count, 5)
                self.assertEqual(found, [])

    def test_each_formula_calculates_its_cached_value(self):
        total = 0
        for stem, (path, copy, _) in self.results.items():
            with self.subTest(stem=stem):
                count, found = recalculation.differences(path, copy)
                self.assertEqual(found, [])
                total += count
        self.assertGreater(total, 500)

    def test_a_wrong_cached_value_is_found(self):
        path, copy, _ = self.planted
        _, found = recalculation.differences(path, copy)
        self.assertEqual(len(found), 1, found)


if __name__ == "__main__":
    unittest.main()
