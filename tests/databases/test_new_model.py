"""Data models that are drafted from unusual tables on servers: new, check, render."""

import json
import os
import pathlib
import sys
import tempfile
import unittest

import openpyxl

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "end_to_end"))

import mariadb
import odbc
import postgres
import all_types
from engine import run

HELLO = all_types.TEXTS["hello"]
# Reserved words, spaces, Arabic, capitals.
POSTGRES = f"""
CREATE SCHEMA sales;
CREATE TABLE sales."Order Lines" (id bigint PRIMARY KEY, "select" text, "{HELLO}" varchar(30), "UnitPrice" numeric(12,3),
  quantity int, placed_at timestamptz, due date, "time" time, paid boolean, key uuid, extra jsonb);
INSERT INTO sales."Order Lines" VALUES (1, 'a', '{HELLO}', 1234.500, 3, '2026-01-31T21:30:00Z', '2026-02-01', '08:05', true,
  'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{{"a": 1}}'), (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
"""
MARIADB = f"""
CREATE TABLE `Order Lines` (id bigint PRIMARY KEY, `select` text, `{HELLO}` varchar(30), `UnitPrice` decimal(12,3),
  quantity int, placed_at datetime, due date, `time` time, active boolean, open tinyint(1), floors tinyint, rate decimal(5,4));
INSERT INTO `Order Lines` VALUES
  (1, 'a', '{HELLO}', 1234.500, 3, '2026-01-31 21:30:00', '2026-02-01', '08:05', true, 0, 2, 0.155),
  (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, 1, 0, 0.05);
"""
TYPES = ["integer", "string", "string", "money", "integer", "datetime", "date", "time"]


class NewModel(unittest.TestCase):
    def draft(self, source, table):
        """Drafts and checks a data model; returns the catalogue's folder and the model."""
        catalogue = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        (catalogue / "sources").mkdir()
        (catalogue / "sources" / "erp.json").write_text(json.dumps(source))
        run("model", "new", "--catalogue", catalogue, "--source", "erp", "--table", table, "--uid", "drafted")
        self.assertIn("no faults", run("model", "check", catalogue))
        return catalogue, json.loads((catalogue / "models" / "drafted.json").read_text(encoding="utf-8"))

    def rows(self, catalogue, lang):
        """The rows below the titles."""
        out = catalogue / f"{lang}.xlsx"
        run("render", "--catalogue", catalogue, "--model", "drafted", "--lang", lang, "--out", out)
        rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(out).worksheets[0].iter_rows()]
        at = next(i for i, row in enumerate(rows) if row[0] == 1)
        return rows[at:]

    def assert_drafted(self, source, table, more=()):
        catalogue, model = self.draft(source, table)
        self.assertEqual([column["type"] for column in model["columns"]], TYPES + list(more))
        self.assertEqual(model["instanceIds"], {"from": "id", "type": "integer"})
        self.assertEqual(model["columns"][4]["title"]["ar"], "\u0627\u0644\u0643\u0645\u064a\u0629")
        for lang in ("ar", "en"):
            first, second = self.rows(catalogue, lang)[:2]
            self.assertEqual(first[:5], [1, "a", HELLO, 1234.5, 3])
            self.assertEqual([str(value) for value in first[5:8]],
                             ["2026-01-31 21:30:00", "2026-02-01 00:00:00", "08:05:00"])
            self.assertEqual(second[1:8], [None] * 7)

    @unittest.skipIf(postgres.binaries() is None, "no PostgreSQL is installed")
    def test_of_postgres_and_through_odbc(self):
        server = postgres.Postgres()
        self.addCleanup(server.close)
        server.sql(POSTGRES)
        self.assert_drafted(server.source, "sales.Order Lines", ["boolean", "string", "string"])
        through = odbc.of_postgres(server)
        if through:
            # Otherwise its driver reports booleans as text.
            through["connection"] += ";BoolsAsChar=0"
            self.assert_drafted(through, "sales.Order Lines", ["boolean", "string", "string"])

    @unittest.skipIf(not mariadb.is_there() or not odbc.driver("libmaodbc.so"), "no MariaDB with its driver")
    def test_of_mariadb(self):
        server = mariadb.MariaDb()
        self.addCleanup(server.close)
        server.sql(MARIADB)
        self.assert_drafted(odbc.of_mariadb(server), "Order Lines", ["boolean", "boolean", "integer", "percent"])

    @unittest.skipUnless("GORMIC_BI_TEST_DATA" in os.environ, "GORMIC_BI_TEST_DATA names no folder")
    @unittest.skipIf(postgres.binaries() is None, "no PostgreSQL is installed")
    def test_chinooks_invoices(self):
        script = pathlib.Path(os.environ["GORMIC_BI_TEST_DATA"], "chinook-postgresql.sql")
        server = postgres.Postgres()
        self.addCleanup(server.close)
        server.sql(script.read_text(encoding="utf-8"))
        sources = [{**server.source, "database": "chinook"}]
        if odbc.of_postgres(server):
            sources.append({**odbc.of_postgres(server), "connection":
                            odbc.of_postgres(server)["connection"].replace("=postgres;UID", "=chinook;UID")})
        expected = server.sql("\\c chinook\nSELECT invoice_id, customer_id, invoice_date, billing_city, total FROM invoice "
                              "ORDER BY invoice_id")
        for source in sources:
            catalogue, model = self.draft(source, "invoice")
            self.assertEqual([column["type"] for column in model["columns"]],
                             ["integer", "integer", "datetime", "string", "string", "string", "string", "string", "money"])
            self.assertEqual(model["columns"][8]["total"], "sum")
            rows = [row for row in self.rows(catalogue, "ar") if isinstance(row[0], int)]
            self.assertEqual(len(rows), 412)
            self.assertEqual([f"{row[0]}|{row[1]}|{row[2]}|{row[4]}|{row[8]:.2f}" for row in rows], expected)


if __name__ == "__main__":
    unittest.main()
