"""Submit, poll, download: the workbook agrees with the data."""

import pathlib
import tempfile
import unittest

import shop
import workbook
from comparison import Comparison
from engine import Engine


class Reports(Comparison, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        cls.database = shop.create(pathlib.Path(folder, "shop.sqlite"))
        cls.engine = cls.enterClassContext(Engine("shop", cls.database))

    def test_a_report_in_each_language_agrees_with_the_data(self):
        for lang in ("en", "ar"):
            with self.subTest(lang=lang):
                path = self.engine.report("shop.sales", lang)
                self.assert_report(path, shop.TITLES[lang], shop.expected(self.database, lang))
                self.assertEqual(bool(workbook.sheet(path).sheet_view.rightToLeft), lang == "ar")

    def test_parameters_query_and_fields_choose_rows_and_columns(self):
        path = self.engine.report(
            "shop.sales", "en",
            parameters=[{"key": "period", "value": {"from": "2025-03-01", "to": "2025-06-30"}},
                        {"key": "status", "value": {"values": ["paid"]}}],
            query={"filters": {"and": [{"field": "total", "op": "gte", "value": 1000}]},
                   "sort": [{"field": "total", "direction": "desc"}],
                   "fields": ["total", "number"]})
        where = ("organization = 'ACME' AND issued_on BETWEEN '2025-03-01' AND '2025-06-30' AND "
                 "status = 'paid' AND CAST(total AS REAL) >= 1000")
        full = shop.expected(self.database, "en", where, "CAST(total AS REAL) DESC")
        self.assertTrue(full)
        self.assert_report(path, ["Total", "No."], [(row[11], row[0]) for row in full])

    def test_instance_ids_choose_only_rows_of_the_own_organization(self):
        path = self.engine.report(
            "shop.sales", "ar",
            parameters=[{"key": "instanceIds", "value": {"ids": [3, 5, shop.ROWS + 1]}}])
        self.assert_report(path, shop.TITLES["ar"],
                           shop.expected(self.database, "ar", "id IN (3, 5)"))

    def test_an_organization_below_has_its_own_rows(self):
        path = self.engine.report("shop.sales", "en", organizationUid="ACME-JED")
        self.assert_report(path, shop.TITLES["en"],
                           shop.expected(self.database, "en", "organization = 'ACME-JED'"))

    def test_a_paged_query_returns_one_page(self):
        path = self.engine.report("shop.sales", "en", query={"page": 3, "pageSize": 20})
        self.assert_report(path, shop.TITLES["en"],
                           shop.expected(self.database, "en")[40:60])


if __name__ == "__main__":
    unittest.main()
