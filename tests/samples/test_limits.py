"""What a workbook says about its limits: a statement names no other customer, and each page has its
day or period."""

import pathlib
import tempfile
import unittest

import openpyxl

import samples

CODES = ["C-00001", "C-00002", "C-00003"]
FILTERS = {
    "in": '{"field": "code", "op": "in", "value": ["C-00001", "C-00002", "C-00003"]}',
    "or": '{"or": [' + ", ".join(f'{{"field": "code", "op": "eq", "value": "{code}"}}' for code in CODES) + "]}",
}


def texts(sheet):
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


class Limits(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        samples.run("demo", "--once", "--directory", cls.folder / "demo", "--invoices", samples.INVOICES,
                    "--listen", "127.0.0.1:0")

    def render(self, model, lang, *request):
        file = self.folder / f"{model}.{lang}.xlsx"
        samples.run("render", "--catalogue", self.folder / "demo/catalogue", "--model", model, "--lang", lang,
                    "--out", file, *request)
        return openpyxl.load_workbook(file)

    def test_a_statement_names_no_other_customer(self):
        for name, text in FILTERS.items():
            for lang in samples.LANGUAGES:
                book = self.render("customers.statements", lang, "--organization", "wahat-group",
                                   "--query", f'{{"filters": {text}}}', *samples.QUARTER)
                statements = [sheet for sheet in book if sum(code in " ".join(texts(sheet)) for code in CODES)]
                own = [sheet for sheet in statements if sheet not in (book.worksheets[0], book.worksheets[-1])]
                self.assertEqual(len(own), len(CODES), (name, lang))
                for sheet in own:
                    named = [code for code in CODES if any(code in its for its in texts(sheet))]
                    self.assertEqual(len(named), 1, (name, lang, sheet.title))
                everywhere = " ".join(texts(book.worksheets[-1]))
                self.assertEqual([code for code in CODES if code in everywhere], CODES, (name, lang))

    def test_each_page_has_the_day_that_a_report_is_of(self):
        expected = {"en": ("As of: 31 October 2026", "(Hijri: 20 Jumada I 1448 AH)"), "ar": ("31 \u0623\u0643\u062a\u0648\u0628\u0631 2026", "1448")}
        for lang in samples.LANGUAGES:
            sheet = self.render("stock.ageing", lang, *samples.REQUESTS["stock.ageing"]).worksheets[0]
            day, hijri = expected[lang]
            self.assertIn(day, sheet.oddHeader.right.text if lang == "en" else sheet.oddHeader.right.text + sheet.oddHeader.left.text)
            self.assertIn(hijri, " ".join(texts(sheet)[:8]))

    def test_a_page_that_has_all_rows_limits_nothing(self):
        request = [*samples.REQUESTS["stock.ageing"][:4]]
        for lang, limited in (("en", "Limited to"), ("ar", "\u0645\u0642\u062a\u0635\u0631 \u0639\u0644\u0649")):
            for query, is_limited in (('{"page": 1, "pageSize": 100000}', False), ('{"page": 1, "pageSize": 10}', True),
                                      ('{"page": 2, "pageSize": 10}', True)):
                sheet = self.render("stock.ageing", lang, *request, "--query", query).worksheets[0]
                heading = texts(sheet)[:8]
                self.assertEqual(any(limited in its for its in heading), is_limited, (lang, query, heading))


if __name__ == "__main__":
    unittest.main()
