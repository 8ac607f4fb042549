"""Data models that `model new` drafts from whole databases: an ERP, a payroll, a clinic, and public
data. Each draft is checked and rendered in both languages as it is."""

import contextlib
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import tempfile
import unittest

import openpyxl

import business_schemas
from engine import EXECUTABLE, run

DATA = pathlib.Path(__file__).resolve().parents[1] / "data"
TITLES = pathlib.Path(__file__).resolve().parents[2] / "assets" / "titles"
ARABIC = re.compile("[\u0621-\u064a]")


class Drafts(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.catalogue = self.folder / "my"

    def database(self, name, script):
        path = self.folder / f"{name}.db"
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.executescript(script)
        return path

    def draft(self, database, table):
        """What the command says, the model and its SQL."""
        said = run("model", "new", "--catalogue", self.catalogue, "--source", database.stem, "--file", database, "--table", table)
        path = pathlib.Path(said[:said.index(".json: ")] + ".json")
        return said, json.loads(path.read_text(encoding="utf-8")), path.with_suffix(".sql").read_text(encoding="utf-8")

    def rows(self, model, lang, *parameters):
        """The cells below the titles of the columns, by the titles."""
        out = self.folder / "out.xlsx"
        run("render", "--catalogue", self.catalogue, "--model", model["uid"], "--lang", lang, "--out", out, *parameters)
        titles = [column["title"][lang] for column in model["columns"]]
        sheet = [[cell.value for cell in row] for row in openpyxl.load_workbook(out).worksheets[0].iter_rows()]
        at = next(i for i, row in enumerate(sheet) if row[:len(titles)] == titles)
        rows = [dict(zip(titles, row)) for row in sheet[at + 1:]]
        total = next((i for i, row in enumerate(sheet[at + 1:]) if isinstance(row[0], str) and
                      ("Total" in row[0] or "\u0625\u062c\u0645\u0627\u0644\u064a" in row[0])), None)
        return rows[:total] if "total" in str(model) else rows

    def assert_all_render(self, database, tables):
        """Returns the Arabic titles of all columns."""
        titles = []
        for table in tables:
            with self.subTest(table=table):
                said, model, _ = self.draft(database, table)
                its = [model["title"]["ar"], *(column["title"]["ar"] for column in model["columns"])]
                titles += its
                latin = [title for title in its if not ARABIC.search(title)]
                counted = re.search(r"Arabic titles: (\d+) (?:is|are) guessed(?:, (\d+) (?:is|are) still in Latin letters: (.*))?\n", said)
                self.assertEqual((int(counted[1]), int(counted[2] or 0)), (len(its) - len(latin), len(latin)), said)
                with contextlib.closing(sqlite3.connect(database)) as connection:
                    count, = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()
                for lang in ("ar", "en"):
                    rows = self.rows(model, lang)
                    first = model["columns"][0]["title"][lang]
                    self.assertEqual(sum(1 for row in rows if row[first] is not None), count)
        self.assertIn("no faults", run("model", "check", self.catalogue))
        return titles

    def schema(self, name):
        path = self.folder / f"{name}.db"
        business_schemas.create(path, business_schemas.SCHEMAS[name])
        return path, [table for table, _, _ in business_schemas.tables(business_schemas.SCHEMAS[name])]

    def test_each_table_of_an_erp_a_payroll_and_a_clinic_renders_as_it_is_drafted(self):
        for name in business_schemas.SCHEMAS:
            self.catalogue = self.folder / name
            titles = self.assert_all_render(*self.schema(name))
            latin = [title for title in titles if not ARABIC.search(title)]
            self.assertLessEqual(len(latin), len(titles) / 10, latin)

    @unittest.skipUnless("GORMIC_BI_TEST_DATA" in os.environ, "GORMIC_BI_TEST_DATA names no folder")
    def test_public_databases_render_as_they_are_drafted(self):
        for name in ("chinook", "saudi-places"):
            self.catalogue = self.folder / name
            database = pathlib.Path(os.environ["GORMIC_BI_TEST_DATA"], f"{name}.sqlite")
            with contextlib.closing(sqlite3.connect(database)) as connection:
                tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            self.assert_all_render(database, tables)

    def test_a_draft_shows_labels_and_has_parameters_a_sort_ids_and_totals(self):
        database, _ = self.schema("erp")
        _, model, sql = self.draft(database, "invoices")
        columns = {column["key"]: column for column in model["columns"]}
        keys = list(columns)
        self.assertEqual(keys[:9], ["id", "invoiceNumber", "customerId", "customerName", "branchId", "branchName", "salesOrderId",
                                    "salesOrderNumber", "invoiceDate"])
        self.assertEqual(columns["customerName"]["from"], {"en": "customer_name_en", "ar": "customer_name_ar"})
        self.assertIs(columns["fiscalYear"]["grouping"], False)
        self.assertEqual([key for key, column in columns.items() if column.get("total") == "sum"],
                         ["netAmount", "vatAmount", "totalAmount", "paidAmount"])
        self.assertEqual(columns["invoiceStatus"]["type"], "enum")
        self.assertEqual(model["instanceIds"], {"from": "id", "type": "integer"})
        self.assertEqual(model["query"]["defaultSort"], [{"field": "invoiceDate"}, {"field": "id"}])
        self.assertEqual(model["query"]["filter"]["invoiceDate"], ["eq", "gte", "lte", "between"])
        self.assertIn("customerName", model["query"]["sort"])
        parameters = {parameter["key"]: parameter for parameter in model["parameters"]}
        self.assertEqual({key: parameter["type"] for key, parameter in parameters.items()},
                         {"period": "dateRange", "invoiceStatus": "enum", "paymentMethod": "enum", "customerId": "integer",
                          "branchId": "integer", "salesOrderId": "integer"})
        self.assertEqual(sorted(value["value"] for value in parameters["invoiceStatus"]["values"]), sorted(business_schemas.STATUSES))
        self.assertIn("invoice_date", sql)

        with contextlib.closing(sqlite3.connect(database)) as connection:
            def expected(condition):
                return connection.execute('SELECT i.id, c.name_ar FROM invoices i JOIN customers c ON c.id = i.customer_id '
                                          f'WHERE {condition} ORDER BY invoice_date, i.id').fetchall()
            for arguments, condition in [
                    ((), "1"), (("period=2025-03-01/2025-08-31",), "invoice_date BETWEEN '2025-03-01' AND '2025-08-31'"),
                    (("invoiceStatus=paid",), "invoice_status = 'paid'"), (("customerId=7",), "customer_id = 7"),
                    (("period=2025-02-01/2025-12-31", "paymentMethod=cash"),
                     "invoice_date BETWEEN '2025-02-01' AND '2025-12-31' AND payment_method = 'cash'")]:
                with self.subTest(arguments=arguments):
                    rows = self.rows(model, "ar", *(word for argument in arguments for word in ("--parameter", argument)))
                    shown = [(row[columns["id"]["title"]["ar"]], row[columns["customerName"]["title"]["ar"]]) for row in rows]
                    wanted = expected(condition)
                    self.assertGreater(len(wanted), 0)
                    self.assertEqual(shown[:len(wanted)], wanted)
                    self.assertEqual(sum(1 for row in shown if isinstance(row[0], int)), len(wanted))

    def test_keys_of_all_kinds_are_read(self):
        database = self.database("keys", """
CREATE TABLE person (person_no INTEGER PRIMARY KEY, first_name TEXT, last_name TEXT, boss INTEGER REFERENCES person);
CREATE TABLE country (iso TEXT PRIMARY KEY, label TEXT);
CREATE TABLE pair (a INTEGER, b INTEGER, note TEXT, PRIMARY KEY (a, b));
CREATE TABLE secret (id INTEGER PRIMARY KEY, payload BLOB);
CREATE TABLE trip (code TEXT PRIMARY KEY, leader INTEGER REFERENCES person (person_no), driver_id INTEGER REFERENCES person (person_no),
  driver_name TEXT, country TEXT REFERENCES country (iso), a INTEGER, b INTEGER, secret_id INTEGER REFERENCES secret,
  departed_at TEXT, picture BLOB, FOREIGN KEY (a, b) REFERENCES pair (a, b));
INSERT INTO person VALUES (1, 'Ali', 'Hassan', NULL), (2, 'Sara', 'Omar', 1);
INSERT INTO country VALUES ('SA', 'Saudi Arabia');
INSERT INTO pair VALUES (1, 1, 'x');
INSERT INTO trip VALUES ('T1', 2, 1, 'Zaid', 'SA', 1, 1, NULL, '2026-01-31 23:30:00', x'0001'),
  ('T2', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-02-01 00:00:00', NULL);
CREATE VIEW trips AS SELECT * FROM trip;
""")
        _, model, _ = self.draft(database, "trip")
        self.assertEqual([column["key"] for column in model["columns"]],
                         ["code", "leader", "leaderName", "driverId", "driverName", "country", "countryLabel", "a", "b", "secretId",
                          "departedAt"])
        self.assertEqual(model["instanceIds"], {"from": "code", "type": "string"})
        rows = self.rows(model, "en", "--parameter", "period=2026-01-01/2026-01-31")
        self.assertEqual([(row["Code"], row["Leader name"], row["Driver name"], row["Country label"]) for row in rows if row["Code"]],
                         [("T1", "Sara Omar", "Zaid", "Saudi Arabia")])
        self.assertEqual([parameter["key"] for parameter in model["parameters"]], ["period", "leader", "driverId", "country"])
        _, model, _ = self.draft(database, "person")
        self.assertEqual([(row["Person no"], row["Boss name"]) for row in self.rows(model, "en")][:2], [(1, None), (2, "Ali Hassan")])
        _, model, _ = self.draft(database, "pair")
        self.assertNotIn("instanceIds", model)
        _, model, _ = self.draft(database, "trips")
        self.assertNotIn("picture", str(model))
        self.assertIn("no faults", run("model", "check", self.catalogue))

    def test_a_key_to_a_column_that_is_not_unique_doubles_no_rows(self):
        database = self.database("loose", """
CREATE TABLE grp (grp INTEGER, name TEXT);
CREATE TABLE uni (code TEXT UNIQUE, name TEXT);
CREATE TABLE line (id INTEGER PRIMARY KEY, grp INTEGER REFERENCES grp (grp), uni TEXT REFERENCES uni (CODE), amount REAL,
  cost_center INTEGER);
INSERT INTO grp VALUES (1, 'a'), (1, 'b');
INSERT INTO uni VALUES ('x', 'one');
INSERT INTO line VALUES (1, 1, 'x', 10, 200), (2, 1, 'x', 20, 201);
""")
        _, model, _ = self.draft(database, "line")
        keys = [column["key"] for column in model["columns"]]
        self.assertIn("uniName", keys)
        self.assertNotIn("grpName", keys)
        self.assertEqual({column["key"] for column in model["columns"] if "total" in column}, {"amount"})
        rows = self.rows(model, "en")
        self.assertEqual([row["Amount"] for row in rows if row["Uni name"] == "one"], [10, 20])

    def test_a_source_is_named_by_a_file(self):
        database = self.database("named", "CREATE TABLE t (id INTEGER PRIMARY KEY);")
        done = subprocess.run([EXECUTABLE, "model", "new", "--catalogue", self.catalogue, "--source", "../x", "--file", database,
                               "--table", "t"], capture_output=True, text=True)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("--source ../x", done.stderr)
        self.assertFalse((self.catalogue / "x.json").exists())

    def test_rows_and_choices_of_other_organizations_stay_theirs(self):
        database = self.database("shared", """
CREATE TABLE shops (id INTEGER PRIMARY KEY, name TEXT, organization_uid TEXT);
CREATE TABLE sales (id INTEGER PRIMARY KEY, shop_id INTEGER REFERENCES shops, organization_uid TEXT, sold_on TEXT);
INSERT INTO shops VALUES (1, 'ours', 'ACME'), (2, 'theirs', 'OTHER');
INSERT INTO sales VALUES (1, 1, 'ACME', '2026-01-01'), (2, 2, 'OTHER', '2026-01-01');
""")
        _, model, _ = self.draft(database, "sales")
        lookup = next(parameter for parameter in model["parameters"] if parameter["key"] == "shopId")
        self.assertIn("organization_uid = :organization_uid", lookup["values"]["sql"])
        self.assertIn("no faults", run("model", "check", self.catalogue))
        rows = self.rows(model, "en", "--organization", "ACME", "--parameter", "shopId=1")
        self.assertEqual([row["Shop name"] for row in rows if isinstance(row["Id"], int)], ["ours"])

    def test_users_are_labelled_by_their_names(self):
        database = self.database("users", """
CREATE TABLE users (id INTEGER PRIMARY KEY, username TEXT, password_hash TEXT, email TEXT);
CREATE TABLE bills (id INTEGER PRIMARY KEY, created_by INTEGER REFERENCES users, approved_by INTEGER REFERENCES users);
INSERT INTO users VALUES (1, 'sara', 'x', 'y'), (2, 'ali', 'x', 'y');
INSERT INTO bills VALUES (1, 1, 2), (2, 1, NULL);
""")
        _, model, _ = self.draft(database, "bills")
        self.assertEqual([column["key"] for column in model["columns"]], ["id", "createdBy", "createdByName", "approvedBy", "approvedByName"])
        self.assertEqual(model["columns"][2]["title"]["ar"], "\u0627\u0633\u0645 \u0645\u0646 \u0623\u0646\u0634\u0623\u0647")
        rows = self.rows(model, "en", "--parameter", "createdBy=1")
        self.assertEqual([(row["Created by name"], row["Approved by name"]) for row in rows[:2]], [("sara", "ali"), ("sara", None)])

    def test_names_in_arabic_and_columns_without_a_name(self):
        database = self.database("arabic", """
CREATE TABLE "\u0627\u0644\u0639\u0645\u0644\u0627\u0621" ("\u0631\u0642\u0645" INTEGER PRIMARY KEY, "\u0627\u0644\u0627\u0633\u0645" TEXT);
CREATE TABLE "\u0627\u0644\u0641\u0648\u0627\u062a\u064a\u0631" ("\u0631\u0642\u0645 \u0627\u0644\u0641\u0627\u062a\u0648\u0631\u0629" INTEGER PRIMARY KEY,
  "\u0631\u0642\u0645 \u0627\u0644\u0639\u0645\u064a\u0644" INTEGER REFERENCES "\u0627\u0644\u0639\u0645\u0644\u0627\u0621", "  " TEXT, "it's" TEXT);
INSERT INTO "\u0627\u0644\u0639\u0645\u0644\u0627\u0621" VALUES (7, 'x');
INSERT INTO "\u0627\u0644\u0641\u0648\u0627\u062a\u064a\u0631" VALUES (1, 7, 'a', 'b');
""")
        _, model, _ = self.draft(database, "\u0627\u0644\u0641\u0648\u0627\u062a\u064a\u0631")
        self.assertEqual(model["uid"], "invoices")
        self.assertEqual([column["key"] for column in model["columns"]], ["invoiceNumber", "customerNumber", "customerName", "column3", "its"])
        self.assertEqual(model["columns"][2]["title"], {"en": "Customer name", "ar": "\u0627\u0633\u0645 \u0627\u0644\u0639\u0645\u064a\u0644"})
        rows = self.rows(model, "ar", "--parameter", "customerNumber=7")
        self.assertEqual(list(rows[0].values()), [1, 7, "x", "a", "b"])

    def test_keys_are_named_by_their_tables_and_currencies_are_codes(self):
        database = self.database("clinic", """
CREATE TABLE doctors (doc_id INTEGER PRIMARY KEY, full_name TEXT);
CREATE TABLE bills (bill_id INTEGER PRIMARY KEY, doc_id INTEGER REFERENCES doctors, account_no INTEGER, amt NUMERIC, currency TEXT);
CREATE TABLE fees (id INTEGER PRIMARY KEY, amt NUMERIC, currency TEXT);
INSERT INTO doctors VALUES (1, 'A');
INSERT INTO bills VALUES (1, 1, 1010001, 1.5, 'SAR'), (2, 1, 1010002, 2.5, 'USD');
INSERT INTO fees VALUES (1, 1.5, 'Riyal');
""")
        _, model, _ = self.draft(database, "bills")
        columns = {column["key"]: column for column in model["columns"]}
        self.assertEqual(columns["docId"]["title"]["ar"], "\u0645\u0639\u0631\u0651\u0641 \u0627\u0644\u0637\u0628\u064a\u0628")
        self.assertEqual(list(columns), ["billId", "docId", "doctorName", "accountNo", "amt", "currency"])
        self.assertEqual([key for key, column in columns.items() if column.get("grouping") is False], ["billId", "docId", "accountNo"])
        self.assertEqual(columns["amt"]["currency"], {"from": "currency"})
        _, model, _ = self.draft(database, "fees")
        self.assertNotIn("currency", model["columns"][1])

    def test_a_wide_draft_prints_on_a3_and_one_that_is_too_wide_is_a_warning(self):
        for count, paper, warning in [(3, None, ""), (12, "auto", ""), (40, "auto", "pages of A3 side by side. Leave out columns.")]:
            self.catalogue = self.folder / f"of{count}"
            columns = ", ".join(f"address{i} TEXT" for i in range(count))
            database = self.database(f"wide{count}", f"CREATE TABLE wide (id INTEGER PRIMARY KEY, {columns});")
            _, model, _ = self.draft(database, "wide")
            self.assertEqual(model.get("layout", {}).get("paper"), paper)
            checked = run("model", "check", self.catalogue)
            self.assertIn(warning or "no faults", checked)
            self.assertEqual("side by side" in checked, bool(warning))

    def test_arabic_titles_are_those_of_business_software(self):
        expected = json.loads((DATA / "arabic_titles.json").read_text(encoding="utf-8"))
        columns = ", ".join(f'"{name}" TEXT' for name in expected["columns"])
        database = self.database("names", f"CREATE TABLE names ({columns});" + "".join(
            f'CREATE TABLE "{name}" (x TEXT);' for name in expected["tables"]))
        _, model, _ = self.draft(database, "names")
        drafted = {column.get("from", column["key"]): column["title"]["ar"].split(" (")[0] if "(" not in expected["columns"][
            column.get("from", column["key"])] else column["title"]["ar"] for column in model["columns"]}
        self.assertEqual(drafted, expected["columns"])
        for name, title in expected["tables"].items():
            self.assertEqual(self.draft(database, name)[1]["title"]["ar"], title)


class Vocabulary(unittest.TestCase):
    def test_it_has_at_least_1500_words_each_in_one_class(self):
        seen = {}

        def once(pairs):
            names = [name for name, _ in pairs]
            self.assertEqual(len(names), len(set(names)))
            return dict(pairs)

        words = json.loads((TITLES / "words.json").read_text(encoding="utf-8"), object_pairs_hook=once)
        phrases = json.loads((TITLES / "phrases.json").read_text(encoding="utf-8"), object_pairs_hook=once)
        values = json.loads((TITLES / "values.json").read_text(encoding="utf-8"), object_pairs_hook=once)
        for group in ("nouns", "adjectivesOfHead", "adjectivesOfNext", "participles", "leading", "superlatives"):
            for word, arabic in words[group].items():
                self.assertRegex(word, "^[a-z]+$")
                self.assertNotIn(word, seen)
                seen[word] = arabic
        self.assertGreaterEqual(len(seen), 1500)
        for word in [*words["abbreviations"], *words["units"]]:
            self.assertNotIn(word, seen)
        for text in [*phrases.values(), *values.values(), *(form for arabic in seen.values() for form in
                                                            ([arabic] if isinstance(arabic, str) else arabic) if form)]:
            self.assertRegex(text, ARABIC)
            self.assertEqual(text, " ".join(text.split()))


if __name__ == "__main__":
    unittest.main()
