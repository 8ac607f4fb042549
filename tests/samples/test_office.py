"""LibreOffice reads and calculates what the workbooks have, and prints all of it in a size that can
be read."""

import os
import pathlib
import re
import shutil
import statistics
import subprocess
import tempfile
import unittest

import business
import office
import recalculation
import samples

PICTURES = pathlib.Path(os.environ["GORMIC_BI_TEST_PICTURES"])
# The sheets of the report, then those after it.
PAGES = {"sales.invoices": 3, "finance.vat-return": 2, "finance.trial-balance": 3,
         "customers.statements": 5, "sales.by-region": 3, "stock.ageing": 2}
MIN_POINTS = 7
ALLOCATED = {"en": "Allocated", "ar": "\u0627\u0644\u0645\u062d\u0645\u0644"}
CONTROLS = dict.fromkeys(range(0x202A, 0x202F))  # with which poppler marks the direction of each word
# Of a line of Liberation Sans, in parts of its size: what poppler says is as high as a word.
LINE = 0.905 + 0.212
WORD = re.compile(r'<word [^>]*yMin="([\d.]+)"[^>]*yMax="([\d.]+)">\(?[\d,.]*\d\)?<')


class Office(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.files = business.render_all(cls.folder)
        cls.planted = recalculation.planted(cls.files["finance.vat-return", "en"], cls.folder / "planted.xlsx")
        cls.calculated = office.convert([*cls.files.values(), cls.planted], "xlsx",
                                        cls.folder / "calculated")
        cls.printed = office.convert(list(cls.files.values()), "pdf", cls.folder / "printed")

    def words(self, path, form):
        """What is printed, as poppler reads it."""
        return subprocess.run(["pdftotext", form, self.printed[path.stem], "-"], capture_output=True, text=True,
                              check=True, timeout=60).stdout

    def test_each_formula_calculates_its_cached_value(self):
        for (name, lang), path in self.files.items():
            with self.subTest(name=name, lang=lang):
                count, found = recalculation.differences(path, self.calculated[path.stem])
                self.assertGreater(count, 1 if name in samples.REQUESTS else -1)
                self.assertEqual(found, [])

    def test_a_wrong_cached_value_is_found(self):
        _, found = recalculation.differences(self.planted, self.calculated["planted"])
        self.assertEqual(len(found), 1, found)

    def test_each_cell_is_read_as_it_was_written(self):
        for (name, lang), path in self.files.items():
            with self.subTest(name=name, lang=lang):
                count, found = recalculation.misread(path, self.calculated[path.stem])
                self.assertGreater(count, 5)
                self.assertEqual(found, [])

    def test_no_cell_is_too_narrow_for_its_number(self):
        for (name, lang), path in self.files.items():
            with self.subTest(name=name, lang=lang):
                lines = self.words(path, "-layout").splitlines()
                self.assertGreater(len(lines), 10)
                self.assertEqual([line for line in lines if "##" in line], [])

    def test_numbers_are_printed_in_a_size_that_can_be_read(self):
        sizes = {}
        for path in self.files.values():
            for page in self.words(path, "-bbox").split("<page ")[1:]:
                heights = [float(low) - float(high) for high, low in WORD.findall(page)]
                # A page of another kind has few numbers, such as that of its footer.
                if len(heights) > 20:
                    points = statistics.median(heights) / LINE
                    sizes.setdefault(path.stem, set()).add(round(points, 2))
        self.assertGreater(len(sizes), len(self.files) / 2)
        self.assertEqual({stem: its for stem, its in sizes.items() if min(its) < MIN_POINTS - 0.05}, {})

    def test_a_report_of_40_amounts_is_many_pages_wide_and_repeats_its_first_column(self):
        for lang in samples.LANGUAGES:
            text = self.words(self.files["cost-centres", lang], "-layout").translate(CONTROLS)
            pages = []  # the words of the titles, and the branches below them
            for page in text.split("\f"):
                words = page.split()
                branches = [word for word in words if word.startswith("BR")]
                if branches:
                    pages.append((words[:words.index(branches[0])], branches))
            # The 40th column has what is allocated from centre 139; both are in the check below.
            for title in (*map(str, range(101, 140)), ALLOCATED[lang]):
                below = [branches for titles, branches in pages if title in titles]
                self.assertGreater(len(pages), 2 * len(below), (lang, title))
                self.assertEqual(len({branch for its in below for branch in its}), 32, (lang, title))
                self.assertEqual(sum(map(len, below)), 32, (lang, title))

    def test_each_page_is_rendered(self):
        shutil.rmtree(PICTURES, ignore_errors=True)
        PICTURES.mkdir(parents=True)
        for (name, lang), path in self.files.items():
            with self.subTest(name=name, lang=lang):
                subprocess.run(["pdftoppm", "-r", "80", "-png", self.printed[path.stem],
                                PICTURES / path.stem], check=True, timeout=60)
                pages = len(list(PICTURES.glob(f"{path.stem}-*.png")))
                self.assertEqual(pages, PAGES.get(name, pages))
                self.assertGreater(pages, 1)


if __name__ == "__main__":
    unittest.main()
