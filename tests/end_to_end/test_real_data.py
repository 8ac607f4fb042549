"""Reports over public data that is not in the tree; GORMIC_BI_TEST_DATA names its folder."""

import datetime
import json
import os
import pathlib
import sqlite3
import sys
import unittest

from comparison import Comparison
from engine import CATALOGUES, Engine

NOT_RUN = 77  # CTest's SKIP_RETURN_CODE in CMakeLists.txt


def titles(catalogue, model, lang):
    definition = CATALOGUES / catalogue / "models" / f"{model}.json"
    columns = json.loads(definition.read_text(encoding="utf-8"))["columns"]
    return [column["title"][lang] for column in columns]


def rows(database, sql):
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    found = connection.execute(sql).fetchall()
    connection.close()
    return [tuple(map(in_cells, row)) for row in found]


def in_cells(value):
    """Cells end lines with a line feed alone."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


class RealData(Comparison, unittest.TestCase):
    def database(self, name):
        return pathlib.Path(os.environ["GORMIC_BI_TEST_DATA"], f"{name}.sqlite")

    def test_chinook(self):
        database = self.database("chinook")
        found = rows(database, """
            SELECT InvoiceLineId, InvoiceId, InvoiceDate, FirstName || ' ' || LastName, Country,
                   Track.Name, Composer, InvoiceLine.UnitPrice, Quantity,
                   InvoiceLine.UnitPrice * Quantity
            FROM InvoiceLine JOIN Invoice USING (InvoiceId) JOIN Customer USING (CustomerId)
                 JOIN Track USING (TrackId)
            ORDER BY InvoiceLineId""")
        expected = [(*row[:2], datetime.datetime.fromisoformat(row[2]), *row[3:]) for row in found]
        with Engine("chinook", database) as engine:
            for lang in ("en", "ar"):
                with self.subTest(lang=lang):
                    self.assert_report(engine.report("chinook.lines", lang),
                                       titles("chinook", "chinook.lines", lang), expected)

    def test_saudi_places(self):
        database = self.database("saudi-places")
        with Engine("saudi-places", database) as engine:
            for lang in ("ar", "en"):
                with self.subTest(lang=lang):
                    expected = rows(database, f"""
                        SELECT d.name_{lang}, c.name_{lang}, r.name_{lang}, r.population,
                               d.district_id
                        FROM districts d LEFT JOIN cities c USING (city_id)
                             LEFT JOIN regions r ON r.region_id = d.region_id
                        ORDER BY d.district_id""")
                    self.assert_report(engine.report("places.districts", lang),
                                       titles("saudi-places", "places.districts", lang), expected)


if __name__ == "__main__":
    if "GORMIC_BI_TEST_DATA" not in os.environ:
        print("did not run: GORMIC_BI_TEST_DATA names no folder with chinook.sqlite and "
              "saudi-places.sqlite")
        sys.exit(NOT_RUN)
    unittest.main()
