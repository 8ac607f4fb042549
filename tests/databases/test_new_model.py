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


# Keys of one and two columns, over schemas, with names that need quotes.
KEYS = """
CREATE TABLE {schema}{q}Branch's{q} (code varchar(10) PRIMARY KEY, name_en varchar(40), name_ar varchar(40));
CREATE TABLE people (id int PRIMARY KEY, first_name varchar(40), last_name varchar(40), boss_id int REFERENCES people (id));
CREATE TABLE pairs (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE visits (no int, visit_id bigint PRIMARY KEY, branch_code varchar(10), doctor_id int, a int, b int, seen_at {moment},
  status varchar(20), picture {bytes}, FOREIGN KEY (branch_code) REFERENCES {schema}{q}Branch's{q} (code),
  FOREIGN KEY (doctor_id) REFERENCES people (id), FOREIGN KEY (a, b) REFERENCES pairs (a, b));
INSERT INTO {schema}{q}Branch's{q} VALUES ('R', 'Riyadh', '{riyadh}'), ('J', 'Jeddah', NULL);
INSERT INTO people VALUES (1, 'Ali', 'Hassan', NULL), (2, 'Sara', 'Omar', 1);
INSERT INTO pairs VALUES (1, 1);
INSERT INTO visits SELECT 1, i, CASE WHEN i > 5 THEN 'R' END, 2, 1, 1, '2026-01-31 23:30:00', CASE WHEN i % 2 = 0 THEN 'paid' ELSE 'open' END,
  NULL FROM ({numbers}) AS n(i);
INSERT INTO visits VALUES (1, 20, 'J', NULL, NULL, NULL, '2026-02-01 00:00:00', 'void', NULL);
"""
RIYADH = "\u0627\u0644\u0631\u064a\u0627\u0636"


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

    def assert_keys_are_read(self, source):
        catalogue, model = self.draft(source, "visits")
        columns = {column["key"]: column for column in model["columns"]}
        self.assertEqual(list(columns), ["no", "visitId", "branchCode", "branchName", "doctorId", "doctorName", "a", "b", "seenAt",
                                         "status"])
        self.assertEqual(model["instanceIds"], {"from": "visit_id", "type": "integer"})
        self.assertEqual(model["query"]["defaultSort"], [{"field": "seenAt"}, {"field": "visitId"}])
        parameters = {parameter["key"]: parameter["type"] for parameter in model["parameters"]}
        self.assertEqual(parameters, {"period": "dateRange", "status": "enum", "branchCode": "string", "doctorId": "integer"})

        def shown(lang, *arguments):
            out = catalogue / "out.xlsx"
            run("render", "--catalogue", catalogue, "--model", "drafted", "--lang", lang, "--out", out,
                *(word for argument in arguments for word in ("--parameter", argument)))
            rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(out).worksheets[0].iter_rows()]
            return [row[1:6] for row in rows if row[0] == 1]
        self.assertEqual(len(shown("en")), 11)
        self.assertEqual(shown("ar")[5], [6, "R", RIYADH, 2, "Sara Omar"])
        self.assertEqual(shown("en", "period=2026-01-01/2026-01-31", "status=paid", "branchCode=R", "doctorId=2"),
                         [[i, "R", "Riyadh", 2, "Sara Omar"] for i in (6, 8, 10)])
        self.assertEqual(shown("en", "period=2026-02-01/2026-02-28"), [[20, "J", "Jeddah", None, None]])
        _, people = self.draft(source, "people")
        self.assertEqual([column["key"] for column in people["columns"]], ["id", "firstName", "lastName", "bossId", "bossName"])

    @unittest.skipIf(postgres.binaries() is None, "no PostgreSQL is installed")
    def test_keys_of_postgres_and_through_odbc(self):
        server = postgres.Postgres()
        self.addCleanup(server.close)
        server.sql("CREATE SCHEMA other;" + KEYS.format(schema="other.", q='"', moment="timestamp", bytes="bytea", riyadh=RIYADH,
                                                        numbers="SELECT generate_series(1, 10)"))
        self.assert_keys_are_read(server.source)
        # A type of the database's own, which it compares with no text, in more rows than a sample has.
        server.sql("CREATE TYPE state AS ENUM ('open', 'paid'); CREATE TABLE bills (id int PRIMARY KEY, state state);"
                   "INSERT INTO bills SELECT i, CASE WHEN i % 2 = 0 THEN 'open' ELSE 'paid' END::state FROM generate_series(1, 5000) i")
        catalogue, model = self.draft(server.source, "bills")
        self.assertEqual([parameter["type"] for parameter in model["parameters"]], ["enum"])
        out = catalogue / "out.xlsx"
        run("render", "--catalogue", catalogue, "--model", "drafted", "--lang", "en", "--parameter", "state=paid", "--out", out)
        ids = [row[0].value for row in openpyxl.load_workbook(out).worksheets[0].iter_rows()]
        self.assertEqual([value for value in ids if isinstance(value, int)], list(range(1, 5000, 2)))
        if odbc.of_postgres(server):
            self.assert_keys_are_read(odbc.of_postgres(server))

    @unittest.skipIf(not mariadb.is_there() or not odbc.driver("libmaodbc.so"), "no MariaDB with its driver")
    def test_keys_of_mariadb(self):
        server = mariadb.MariaDb()
        self.addCleanup(server.close)
        numbers = "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 10) SELECT i FROM r"
        script = KEYS.format(schema="", q="`", moment="datetime", bytes="longblob", riyadh=RIYADH, numbers=numbers)
        server.sql(script.replace("AS n(i)", "AS n").replace("boss_id int REFERENCES people (id)",
                                                             "boss_id int, FOREIGN KEY (boss_id) REFERENCES people (id)"))
        # A single quote between back quotes needs the dialect.
        self.assert_keys_are_read({**odbc.of_mariadb(server), "dialect": "mariadb"})
        # InnoDB takes a key to a column that is not unique.
        server.sql("CREATE TABLE loose (grp int, name varchar(9), INDEX (grp)); INSERT INTO loose VALUES (1, 'a'), (1, 'b');"
                   "CREATE TABLE loose_line (id int PRIMARY KEY, grp int, FOREIGN KEY (grp) REFERENCES loose (grp));"
                   "INSERT INTO loose_line VALUES (1, 1), (2, 1)")
        _, model = self.draft({**odbc.of_mariadb(server), "dialect": "mariadb"}, "loose_line")
        self.assertEqual([column["key"] for column in model["columns"]], ["id", "grp"])

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
        expected = server.sql("\\c chinook\nSELECT invoice_id, customer_id, first_name || ' ' || last_name, invoice_date, billing_city, total "
                              "FROM invoice JOIN customer USING (customer_id) ORDER BY invoice_date, invoice_id")
        for source in sources:
            catalogue, model = self.draft(source, "invoice")
            self.assertEqual([column["type"] for column in model["columns"]],
                             ["integer", "integer", "string", "datetime", "string", "string", "string", "string", "string", "money"])
            self.assertEqual(model["columns"][9]["total"], "sum")
            rows = [row for row in self.rows(catalogue, "ar") if isinstance(row[0], int)]
            self.assertEqual(len(rows), 412)
            self.assertEqual([f"{row[0]}|{row[1]}|{row[2]}|{row[3]}|{row[5]}|{row[9]:.2f}" for row in rows], expected)


if __name__ == "__main__":
    unittest.main()
