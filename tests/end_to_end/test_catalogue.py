"""Catalogues: edits beside a running server, lookups of values, and data models that are drafted
from a database."""

import contextlib
import json
import pathlib
import sqlite3
import subprocess
import tempfile
import time
import unittest

import openpyxl

import shop
from engine import EXECUTABLE, PATIENCE, Engine, run

CLINIC = """
CREATE TABLE Visits (VisitId INTEGER PRIMARY KEY, PatientName TEXT, visit_date TEXT, arrived_at TEXT,
  TotalAmount NUMERIC(10,2), IsPaid BOOLEAN, "\u0627\u0644\u0645\u062f\u064a\u0646\u0629" TEXT, blob_data BLOB, notes TEXT);
INSERT INTO Visits VALUES (1, '\u0645\u062d\u0645\u062f', '2026-01-31', '2026-01-31 08:30:00', 120.5, 1,
  '\u0627\u0644\u0631\u064a\u0627\u0636', x'00ff', NULL);
INSERT INTO Visits VALUES (2, 'Sara', '2026-02-01', '2026-02-01 09:00:00', 80, 0, NULL, NULL, 'late');
"""
SAUDI = "\u0627\u0644\u0633\u0639\u0648\u062f\u064a\u0629"
ODD = f"""
CREATE TABLE "order" ("a ""quoted"" name" TEXT, "due date" TEXT, "Select" NUMERIC,
  doubled GENERATED ALWAYS AS ("Select" * 2) VIRTUAL, "{SAUDI}" TEXT);
INSERT INTO "order" VALUES ('it''s', '2026-01-31', 10.5, '{SAUDI}');
CREATE TABLE codes (code TEXT PRIMARY KEY, value INTEGER) WITHOUT ROWID;
INSERT INTO codes VALUES ('A', 7);
CREATE VIEW "by month" AS SELECT substr("due date", 1, 7) AS month, sum("Select") AS total FROM "order" GROUP BY 1;
CREATE TABLE "{SAUDI}" (n INT) STRICT;
INSERT INTO "{SAUDI}" VALUES (1);
CREATE TABLE "a.b" (x INT);
INSERT INTO "a.b" VALUES (5);
CREATE TABLE hollow (a);
"""
PLACES = """
CREATE TABLE cities (code TEXT, name_en TEXT, name_ar TEXT, region TEXT, organization TEXT);
INSERT INTO cities VALUES ('RUH', 'Riyadh', '\u0627\u0644\u0631\u064a\u0627\u0636', 'central', 'ACME'),
  ('KHJ', 'Al Kharj', '\u0627\u0644\u062e\u0631\u062c', 'central', 'ACME'), ('JED', 'Jeddah', '\u062c\u062f\u0629', 'west', 'ACME'),
  ('DMM', 'Dammam', '\u0627\u0644\u062f\u0645\u0627\u0645', 'east', 'OTHER');
"""
LOOKUP = """SELECT code AS value, name_en AS label_en, name_ar AS label_ar FROM cities
WHERE region = :region AND organization = :organization_uid [[ AND code LIKE :beginning || '%' ]] ORDER BY code"""


@contextlib.contextmanager
def engine_of_shop(prepare=lambda engine: None):
    with tempfile.TemporaryDirectory() as files:
        engine = Engine("shop", shop.create(pathlib.Path(files, "shop.sqlite")))
        prepare(engine)
        with engine:
            yield engine


def edit(engine, name, old, new):
    file = engine.catalogue / "models" / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def wait_for_log(engine, words):
    deadline = time.monotonic() + PATIENCE
    while words not in engine.log:
        assert time.monotonic() < deadline, f"{words} is not in\n{engine.log}"
        time.sleep(0.05)


class Reload(unittest.TestCase):
    def test_an_edit_is_in_force_without_a_restart(self):
        with engine_of_shop() as engine:
            before = engine.wait(engine.submit("shop.sales"))
            self.assertEqual(before["dataModelVersion"], 2)
            edit(engine, "shop.sales.json", '"version": 2', '"version": 3')
            wait_for_log(engine, "catalogue.reloaded")
            after = engine.wait(engine.submit("shop.sales"))
            self.assertEqual(after["dataModelVersion"], 3)
            self.assertNotEqual(after["dataModelSha256"], before["dataModelSha256"])
            self.assertRegex(after["dataModelSha256"], "^[0-9a-f]{64}$")

    def test_an_invalid_edit_changes_nothing_and_is_logged(self):
        with engine_of_shop() as engine:
            for name, old, new in [("shop.sales.json", '"type": "money"', '"type": "mony"'),
                                   ("shop.many.sql", "SELECT", "SELEKT")]:
                with self.subTest(name=name):
                    # The valid edit made at the same time does not take effect either.
                    edit(engine, "shop.sales.json", '"version": 2', '"version": 9')
                    edit(engine, name, old, new)
                    wait_for_log(engine, f"models/{name}")
                    self.assertEqual(engine.wait(engine.submit("shop.sales"))["dataModelVersion"], 2)
                    edit(engine, name, new, old)
                    edit(engine, "shop.sales.json", '"version": 9', '"version": 2')
            self.assertEqual(engine.get("/readyz").status, 200)

    def test_an_accepted_job_finishes_on_the_data_model_that_it_was_accepted_with(self):
        with engine_of_shop() as engine:
            # This job occupies the one of two workers that may run jobs of unknown size.
            running = engine.submit("shop.slow", parameters=[{"key": "steps", "value": {"value": 10**9}}])
            engine.wait(running, {"running"})
            job = engine.submit("shop.sales")
            edit(engine, "shop.sales.json", '"version": 2', '"version": 3')
            edit(engine, "shop.sales.json", '"en": "No."', '"en": "Changed"')
            wait_for_log(engine, "catalogue.reloaded")
            engine.request("POST", f"/v1/bi/jobs/{running}/cancel")
            done = engine.wait(job)
            self.assertEqual(done["dataModelVersion"], 2)
            path = engine.folder / "old.xlsx"
            path.write_bytes(engine.download(done).body)
            texts = {cell.value for row in openpyxl.load_workbook(path).worksheets[0].iter_rows() for cell in row}
            self.assertIn("No.", texts)
            self.assertNotIn("Changed", texts)


class Start(unittest.TestCase):
    """A start uses what is whole of a catalogue."""

    def setUp(self):
        self.engine = engine = self.enterContext(engine_of_shop())
        self.operator = {"organization-id": "ACME", "api-key": run(
            "key", "create", "--data", engine.data, "--organization", "ACME", "--label", "operator",
            "--scopes", "admin,operator").strip()}

    def faults(self, language="en"):
        answer = self.engine.get("/v1/bi/operations", {**self.operator, "Accept-Language": language})
        return answer.data["catalogue"]["faults"]

    def models(self):
        return [model["uid"] for model in self.engine.get("/v1/bi/data-models").data["dataModels"]]

    def submit(self, uid, lang="en"):
        parameters = [{"key": "rows", "value": {"value": 2}}] if uid == "shop.many" else []
        return self.engine.post({"params": {"uid": uid, "lang": lang, "template": "excel-auto",
                                            "parameters": parameters}})

    def restart(self):
        self.engine.stop()
        self.engine.start()

    def serve(self):
        return subprocess.run(
            [EXECUTABLE, "serve", "--catalogue", self.engine.catalogue, "--data", self.engine.data,
             "--listen", "127.0.0.1:0"], capture_output=True, text=True, timeout=PATIENCE, check=False)

    def doctor(self):
        done = subprocess.run([EXECUTABLE, "doctor", "--catalogue", self.engine.catalogue, "--data",
                               self.engine.data], capture_output=True, text=True, timeout=PATIENCE, check=False)
        return done.returncode, done.stdout

    def pending_job(self):
        """A job of shop.sales, which waits for the one worker that may run jobs of unknown size."""
        running = self.engine.submit("shop.slow", parameters=[{"key": "steps", "value": {"value": 10**9}}])
        self.engine.wait(running, {"running"})
        job = self.engine.submit("shop.sales")
        self.assertEqual(self.engine.job(job)["status"], "pending")
        return job, running

    def test_a_faulty_data_model_is_left_out_and_its_jobs_wait_for_its_correction(self):
        engine = self.engine
        job, running = self.pending_job()
        edit(engine, "shop.sales.json", '"type": "money"', '"type": "mony"')
        wait_for_log(engine, "catalogue.rejected")
        after_reload = self.faults("en"), self.faults("ar")
        self.assertIn("models/shop.sales.json: ", after_reload[0][0]["path"])
        self.assertEqual(self.submit("shop.sales").status, 200)  # the running server keeps what it has
        before = self.models()
        self.restart()
        self.assertEqual((self.faults("en"), self.faults("ar")), after_reload)
        self.assertRegex(engine.log, "error catalogue.incomplete leftOut=shop.sales\n")
        self.assertRegex(engine.log, 'error catalogue.invalid place="models/shop.sales.json: ')
        self.assertEqual(self.models(), [uid for uid in before if uid != "shop.sales"])
        for lang, words in (("en", "have errors"), ("ar", "\u0623\u062e\u0637\u0627\u0621")):
            refused = self.submit("shop.sales", lang)
            self.assertEqual((refused.status, refused.code), (503, "UNAVAILABLE"))
            self.assertGreater(int(refused.headers["Retry-After"]), 0)
            self.assertIn(words, refused.json["error"]["details"][0]["reason"])
        engine.request("POST", f"/v1/bi/jobs/{running}/cancel")
        # Other data models are served, and their jobs pass the one that waits.
        others = [engine.wait(self.submit("shop.many").data["jobId"]) for _ in range(2)]
        self.assertEqual({other["status"] for other in others}, {"completed"})
        waiting = engine.job(job)
        self.assertEqual((waiting["status"], waiting["attempt"]), ("pending", 0))
        self.assertEqual(waiting["waiting"]["reason"], "invalidDataModel")
        self.assertNotIn("until", waiting["waiting"])
        code, findings = self.doctor()
        self.assertEqual(code, 1)
        self.assertIn("data model shop.sales: It has 1 fault. A server that starts leaves it out", findings)
        self.assertIn("data model shop.sales: 2 jobs of it wait until it is corrected", findings)
        edit(engine, "shop.sales.json", '"type": "mony"', '"type": "money"')
        wait_for_log(engine, "catalogue.reloaded")
        self.assertEqual(engine.wait(job)["status"], "completed")
        self.assertEqual(self.faults(), [])
        self.assertEqual(self.models(), before)
        self.assertEqual(engine.wait(self.submit("shop.sales").data["jobId"])["status"], "completed")

    def test_other_edits_are_in_force_while_a_data_model_is_left_out(self):
        engine = self.engine
        edit(engine, "shop.sales.json", '"type": "money"', '"type": "mony"')
        self.restart()
        faults = self.faults()
        edit(engine, "shop.many.json", '"version": 1', '"version": 5')
        wait_for_log(engine, "catalogue.reloaded")
        self.assertEqual(engine.wait(self.submit("shop.many").data["jobId"])["dataModelVersion"], 5)
        self.assertEqual(self.faults(), faults)
        # But no edit takes a data model away that is served.
        edit(engine, "shop.many.json", '"version": 5', '"version": "six"')
        wait_for_log(engine, "catalogue.rejected")
        self.assertEqual(engine.wait(self.submit("shop.many").data["jobId"])["dataModelVersion"], 5)
        self.assertEqual(len(self.faults()), len(faults) + 1)

    def test_jobs_of_a_data_model_that_is_removed_instead_of_corrected_fail(self):
        engine = self.engine
        job, running = self.pending_job()
        engine.stop()
        edit(engine, "shop.sales.json", '"type": "money"', '"type": "mony"')
        engine.start()
        engine.request("POST", f"/v1/bi/jobs/{running}/cancel")
        self.assertEqual(engine.job(job)["waiting"]["reason"], "invalidDataModel")
        for ending in ("json", "sql"):
            (engine.catalogue / f"models/shop.sales.{ending}").unlink()
        self.assertEqual(engine.wait(job)["status"], "failed")
        self.assertEqual((self.submit("shop.sales").status, self.submit("shop.sales").code), (400, "NotFound"))

    def test_a_faulty_source_leaves_out_its_data_models_alone(self):
        engine = self.engine
        job = engine.wait(self.submit("shop.many").data["jobId"])
        whole = (engine.catalogue / "sources/shop.json").read_text()
        (engine.catalogue / "sources/other.json").write_text(whole.replace('"sqlite"', '"sqlit"'))
        edit(engine, "shop.sales.json", '"source": "shop"', '"source": "other"')
        self.restart()
        self.assertNotIn("shop.sales", self.models())
        self.assertIn("shop.many", self.models())
        self.assertEqual({fault["path"] for fault in self.faults()}, {"sources/other.json: kind"})
        self.assertEqual(self.submit("shop.sales").status, 503)
        # Finished reports can be downloaded though no data model is left.
        engine.stop()
        (engine.catalogue / "sources/shop.json").write_text("{")
        engine.start()
        self.assertEqual(self.models(), [])
        self.assertEqual(engine.download(engine.job(job["id"])).status, 200)
        (engine.catalogue / "sources/other.json").write_text(whole)
        (engine.catalogue / "sources/shop.json").write_text(whole)
        wait_for_log(engine, "catalogue.reloaded")
        self.assertEqual(engine.wait(self.submit("shop.sales").data["jobId"])["status"], "completed")

    def test_without_organizations_or_a_folder_of_data_models_no_server_starts(self):
        self.engine.stop()
        organizations = self.engine.catalogue / "organizations.json"
        whole = organizations.read_text()
        organizations.write_text(whole.replace('"uid"', '"uit"', 1))
        done = self.serve()
        self.assertEqual(done.returncode, 1)
        self.assertIn("organizations.json: organizations[0].", done.stderr)
        organizations.write_text(whole)
        (self.engine.catalogue / "models").rename(self.engine.catalogue / "model")
        done = self.serve()
        self.assertEqual(done.returncode, 1)
        self.assertIn("models", done.stderr)
        (self.engine.catalogue / "model").rename(self.engine.catalogue / "models")
        self.engine.start()


class Values(unittest.TestCase):
    def prepare(self, engine):
        with contextlib.closing(sqlite3.connect(engine.catalogue / "shop.sqlite")) as connection:
            connection.executescript(PLACES)
        (engine.catalogue / "models" / "cities.sql").write_text(
            "SELECT code FROM cities WHERE organization = :organization_uid AND region = :region [[ AND code IN (:city) ]] "
            "[[ AND code > :at ]] [[ AND code IN (:times) ]]")
        (engine.catalogue / "models" / "cities.json").write_text(json.dumps({
            "uid": "cities", "title": {"en": "Cities", "ar": shop.TITLES["ar"][0]}, "source": "shop",
            "access": {"organizations": ["*"], "scope": "organization"},
            "parameters": [
                {"key": "region", "type": "enum", "required": True, "values": ["central", "west", "east"]},
                {"key": "beginning", "type": "string"},
                {"key": "at", "type": "datetime"}, {"key": "times", "type": "datetime", "multiple": True},
                {"key": "city", "type": "string", "multiple": True, "values": {"sql": LOOKUP}}],
            "columns": [{"key": "code", "type": "string", "title": {"en": "Code", "ar": shop.TITLES["ar"][0]}}]}))

    def test_values_are_looked_up_by_what_they_depend_on(self):
        with engine_of_shop(self.prepare) as engine:
            described = engine.get("/v1/bi/data-models/cities").data["dataModel"]["parameters"][4]
            self.assertEqual(described["valuesFrom"],
                             {"path": "/v1/bi/data-models/cities/values/city", "dependsOn": ["region", "beginning"]})
            self.assertEqual(described["minItems"], 1)
            path = described["valuesFrom"]["path"]
            found = engine.get(f"{path}?region=central").data
            self.assertEqual([value["value"] for value in found["values"]], ["KHJ", "RUH"])
            self.assertEqual(found["values"][1]["label"]["ar"], "\u0627\u0644\u0631\u064a\u0627\u0636")
            self.assertFalse(found["hasMore"])
            self.assertEqual([value["value"] for value in engine.get(f"{path}?region=central&beginning=R").data["values"]],
                             ["RUH"])
            self.assertTrue(engine.get(f"{path}?region=central&limit=1").data["hasMore"])
            self.assertEqual([value["value"] for value in engine.get(f"{path}?region=central&search=riy").data["values"]],
                             ["RUH"])
            # The plus of an offset that is not encoded arrives as a space.
            for plus in ("+", "%2B", "%20"):
                moments = [f"2026-01-01T08:00:00{plus}03:00", f"2026-01-01+08:00{plus}0300", "2026-01-01+08:00"]
                for query in [*(f"at={moment}" for moment in moments), "times=" + ",".join(moments)]:
                    with self.subTest(query):
                        self.assertEqual(len(engine.get(f"{path}?region=central&{query}").data["values"]), 2)
            self.assertEqual(engine.get(f"{path}?region=central&at=2026-01-01T08:00:00++03:00").status, 400)
            # Values of another organization are not listed.
            self.assertEqual(engine.get(f"{path}?region=east").data["values"], [])
            self.assertEqual(engine.get(path).code, "INVALID_DATA_MODEL_PARAMETER")
            self.assertEqual(engine.get(f"{path}?region=nowhere").json["error"]["details"][0]["path"], "region")
            self.assertEqual(engine.get(f"{path}?region=central&nonsense=1").json["error"]["details"][0]["path"], "nonsense")
            self.assertEqual(engine.get(f"{path}?nonsense=1").code, "UNKOWN_DATA_MODEL_PARAMETER")
            self.assertEqual(engine.get(f"{path}?region=central&limit=x").status, 400)
            self.assertEqual(engine.get("/v1/bi/data-models/cities/values/nothing").status, 404)
            written = engine.get("/v1/bi/data-models/cities/values/region").data["values"]
            self.assertEqual([value["value"] for value in written], ["central", "west", "east"])

    def test_a_value_that_is_not_listed_is_rejected(self):
        with engine_of_shop(self.prepare) as engine:
            def submit(*cities):
                return engine.post({"params": {"uid": "cities", "lang": "ar", "template": "excel-auto", "parameters": [
                    {"key": "region", "value": {"value": "central"}},
                    {"key": "city", "value": {"values": list(cities)}}]}})
            refused = submit("RUH", "JED")
            self.assertEqual((refused.status, refused.code), (400, "INVALID_DATA_MODEL_PARAMETER"))
            self.assertIn("JED", refused.json["error"]["details"][0]["reason"])
            self.assertEqual(refused.json["error"]["details"][0]["path"], "params.parameters[1].value.values[1]")
            done = engine.wait(submit("RUH").data["jobId"])
            self.assertEqual(done["rows"], 1)
            path = engine.folder / "cities.xlsx"
            path.write_bytes(engine.download(done).body)
            book = openpyxl.load_workbook(path)
            for sheet in (book.worksheets[0], book.worksheets[-1]):  # by its label, not its code
                texts = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
                self.assertIn("\u0627\u0644\u0631\u064a\u0627\u0636", texts)
            # Without the region there is no list, which gives the same error as the list itself.
            edit(engine, "cities.json", '"required": true', '"required": false')
            wait_for_log(engine, "catalogue.reloaded")
            refused = engine.post({"params": {"uid": "cities", "lang": "en", "template": "excel-auto", "parameters": [
                {"key": "city", "value": {"values": ["RUH"]}}]}})
            self.assertEqual(refused.code, "INVALID_DATA_MODEL_PARAMETER")
            self.assertEqual([detail["path"] for detail in refused.json["error"]["details"]], ["params.parameters"])
            self.assertIn("region", refused.json["error"]["details"][0]["reason"])
            refused = subprocess.run(
                [EXECUTABLE, "render", "--catalogue", engine.catalogue, "--model", "cities", "--organization", "ACME",
                 "--parameter", "region=central", "--parameter", "city=JED", "--out", engine.folder / "x.xlsx"],
                capture_output=True, text=True, timeout=PATIENCE, check=False)
            self.assertEqual(refused.returncode, 1)
            self.assertIn("JED", refused.stderr)


class NewModel(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.database = self.folder / "clinic.db"
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            connection.executescript(CLINIC)
        self.catalogue = self.folder / "my"

    def new(self, *arguments):
        return run("model", "new", "--catalogue", self.catalogue, "--source", "clinic", *arguments)

    def sheet(self, uid, lang):
        out = self.folder / f"{uid}-{lang}.xlsx"
        run("render", "--catalogue", self.catalogue, "--model", uid, "--lang", lang, "--out", out)
        return [[cell.value for cell in row] for row in openpyxl.load_workbook(out).worksheets[0].iter_rows()]

    def test_three_commands_make_reports_of_an_unknown_database(self):
        self.new("--file", self.database, "--table", "Visits")
        self.assertIn("no faults", run("model", "check", self.catalogue))
        model = json.loads((self.catalogue / "models" / "visits.json").read_text(encoding="utf-8"))
        self.assertEqual([column["type"] for column in model["columns"]],
                         ["integer", "string", "date", "datetime", "money", "boolean", "string", "string"])
        self.assertEqual(model["instanceIds"], {"from": "VisitId", "type": "integer"})
        english = self.sheet("visits", "en")
        at = next(i for i, row in enumerate(english) if "Patient name" in row)
        self.assertEqual(english[at + 2][1], "Sara")
        self.assertEqual(str(english[at + 1][2]), "2026-01-31 00:00:00")
        arabic = self.sheet("visits", "ar")
        self.assertTrue(any("\u0627\u0633\u0645 \u0627\u0644\u0645\u0631\u064a\u0636" in row for row in arabic), arabic[:8])

    def test_tables_of_any_name_and_kind_become_reports(self):
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            connection.executescript(ODD)
        for table, uid, types, first in [
                ("order", "order", ["string", "date", "decimal", "decimal", "string"], ["it's", "2026-01-31", 10.5, 21, SAUDI]),
                ("codes", "codes", ["string", "integer"], ["A", 7]),
                ("by month", "by-month", ["string", "money"], ["2026-01", 10.5]),
                (SAUDI, "saudi", ["integer"], [1]),
                ("a.b", "a-b", ["integer"], [5]),
                ("main.codes", "main-codes", ["string", "integer"], ["A", 7]),
                ("hollow", "hollow", ["string"], [])]:
            with self.subTest(table=table):
                self.new("--file", self.database, "--table", table)
                self.assertIn("no faults", run("model", "check", self.catalogue))
                model = json.loads((self.catalogue / "models" / f"{uid}.json").read_text(encoding="utf-8"))
                self.assertEqual([column["type"] for column in model["columns"]], types)
                for lang in ("ar", "en"):
                    rows = self.sheet(uid, lang)
                    title = model["columns"][0]["title"][lang]
                    at = next(i for i, row in enumerate(rows) if row[0] == title)
                    if first:
                        found = [str(value)[:10] if "2026" in str(value) else value for value in rows[at + 1][:len(first)]]
                        self.assertEqual(found, first)

    def test_a_draft_recognizes_amounts_percentages_and_booleans(self):
        money = ["amount", "TotalPrice", "balance", "net_amount", "tax_amount", "UnitPrice", "\u0627\u0644\u0645\u0628\u0644\u063a"]
        percents = ["tax_rate", "margin_percent", "Discount", "growth_ratio"]
        decimals = ["exchange_rate", "hourly_rate", "net_weight", "total_hours", "vat_percent", "height"]
        flags = {"active": "BOOLEAN", "paid_up": "bool not null", "flag": "TINYINT(1)", "bit": "BIT", "is_open": "INTEGER"}
        whole = {"level": "INTEGER", "floors": "TINYINT(1)", "price_in_cents": "INTEGER"}
        declared = [*[f'"{name}" NUMERIC' for name in (*money, *percents, *decimals)],
                    *[f"{name} {kind}" for name, kind in {**flags, **whole}.items()]]
        rows = [[1234.5] * len(money) + [0.155] * len(percents) + [3.75, 25.5, 0.5, 7.25, 15.5, 0.25] + [1] * len(flags) + [1, 2, 100],
                [0] * len(money) + [1] * len(percents) + [0.5] * len(decimals) + [0] * len(flags) + [0, 0, 0]]
        with contextlib.closing(sqlite3.connect(self.database)) as connection, connection:
            for table, more in (("plain", ""), ("foreign_money", ", currency TEXT")):
                connection.execute(f"CREATE TABLE {table} ({', '.join(declared)}{more})")
                for row in rows:
                    values = row + (["KWD"] if more else [])
                    connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)
            connection.execute("CREATE TABLE fine (unit_price NUMERIC, cost REAL, odd_price REAL)")
            connection.execute("INSERT INTO fine VALUES (1.125, 2.5, 0.123456)")
        for table in ("plain", "foreign_money", "fine"):
            self.new("--file", self.database, "--table", table)
        self.assertIn("no faults", run("model", "check", self.catalogue))
        for table in ("plain", "foreign-money"):
            model = json.loads((self.catalogue / "models" / f"{table}.json").read_text(encoding="utf-8"))
            drafted = {column.get("from", column["key"]): column for column in model["columns"]}
            kinds = {kind: [name for name, column in drafted.items() if column["type"] == kind]
                     for kind in ("money", "percent", "decimal", "boolean", "integer")}
            self.assertEqual(kinds, {"money": money, "percent": percents, "decimal": decimals, "boolean": [*flags], "integer": [*whole]})
            for name in money:
                self.assertEqual(drafted[name].get("currency"), {"from": "currency"} if table != "plain" else None)
        fine = json.loads((self.catalogue / "models" / "fine.json").read_text(encoding="utf-8"))["columns"]
        self.assertEqual([(column["type"], column.get("decimals")) for column in fine], [("money", 3), ("money", None), ("decimal", None)])
        shown = [value for row in self.sheet("plain", "en") for value in row]
        self.assertTrue({"Yes", "No", 1234.5, 0.155} <= {*shown})

    def test_a_second_table_of_the_same_file_has_the_same_source(self):
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            connection.executescript(ODD)
        sources = self.catalogue / "sources"
        self.new("--file", self.database, "--table", "Visits")
        self.assertEqual(json.loads((sources / "clinic.json").read_text()), {"kind": "sqlite", "path": "../clinic.db"})
        written = json.dumps({"path": str(self.database), "kind": "sqlite"})  # by hand
        (sources / "clinic.json").write_text(written)
        self.new("--file", self.database, "--table", "codes")
        new = ("model", "new", "--catalogue", self.catalogue, "--file", self.database)
        run(*new, "--table", "by month")  # names no source
        self.assertEqual((sources / "clinic.json").read_text(), written)
        self.assertEqual([path.name for path in sources.iterdir()], ["clinic.json"])
        self.assertIn("no faults", run("model", "check", self.catalogue))
        for uid in ("visits", "codes", "by-month"):
            self.assertEqual(json.loads((self.catalogue / "models" / f"{uid}.json").read_text())["source"], "clinic")
        # A source of that name for another file stays, and far files have absolute paths.
        other = self.folder / "far" / "away" / "other clinic.db"
        other.parent.mkdir(parents=True)
        other.write_bytes(self.database.read_bytes())
        self.assertIn("clinic.json: is there already", self.refused("--source", "clinic", "--file", other, "--table", "hollow"))
        run("model", "new", "--catalogue", self.catalogue, "--file", other, "--table", "hollow")
        self.assertEqual(json.loads((sources / "other-clinic.json").read_text())["path"], "../far/away/other clinic.db")
        inside = self.catalogue / "data" / "in.db"
        inside.parent.mkdir()
        inside.write_bytes(self.database.read_bytes())
        run("model", "new", "--catalogue", self.catalogue, "--file", inside, "--table", "hollow", "--uid", "in")
        self.assertEqual(json.loads((sources / "in.json").read_text())["path"], "data/in.db")
        deep = self.folder / "a" / "b"
        run("model", "new", "--catalogue", deep, "--file", self.database, "--table", "hollow")
        self.assertEqual(json.loads((deep / "sources/clinic.json").read_text())["path"], str(self.database))
        self.assertIn("no faults", run("model", "check", self.catalogue))
        self.assertIn("no faults", run("model", "check", deep))
        self.assertIn("--source", self.refused("--table", "hollow"))

    def test_years_are_not_grouped_and_pictures_are_left_out(self):
        years = ["year", "fiscal_year", "YearBuilt", "Sana", "hijri_yr", "FY", "\u0627\u0644\u0633\u0646\u0629",
                 "\u0633\u0646\u0629 \u0627\u0644\u0635\u0646\u0639"]
        others = ["days_per_year", "year_to_date", "years", "income_this_year", "yearly", "many_year"]
        pictures = {"photo": b"\x89PNG\r\n\x1a\n\x00", "scan": b"\xff\xd8\xff\xe0\x00", "icon": b"GIF89a\x01\x00",
                    "plan": b"BM\x36\x00\x00\x00\x00\x00\x00\x00\x36", "old": b"\x15\x1c\x2f\x00",
                    "web": b"RIFF\x10\x00\x00\x00WEBPVP8 "}
        names = [*years, *others, *pictures, "key", "label"]
        values = [*[2026] * len(years), 8760, 1500, 1999, 1200, 1300, 12345, *pictures.values(), b"\x00\xff", b"text"]
        with contextlib.closing(sqlite3.connect(self.database)) as connection, connection:
            quoted = ", ".join(f'"{name}"' for name in names)
            connection.execute(f"CREATE TABLE cars ({quoted})")
            connection.execute(f"INSERT INTO cars VALUES ({', '.join('?' * len(names))})", values)
            connection.execute(f"INSERT INTO cars VALUES ({', '.join(['NULL'] * len(names))})")
        query = self.folder / "all cars.sql"
        query.write_text("SELECT * FROM cars")
        self.new("--file", self.database, "--table", "cars")
        self.new("--sql", query)
        self.assertIn("no faults", run("model", "check", self.catalogue))
        for uid in ("cars", "all-cars"):
            model = json.loads((self.catalogue / "models" / f"{uid}.json").read_text(encoding="utf-8"))
            drafted = {column.get("from", column["key"]): column for column in model["columns"]}
            self.assertEqual(sorted(drafted), sorted({*names} - {*pictures, "key"}))
            self.assertEqual({name for name, column in drafted.items() if column.get("grouping") is False}, {*years})
        self.assertNotIn("photo", (self.catalogue / "models" / "cars.sql").read_text(encoding="utf-8"))
        self.assertIn(b"text", [str(value).encode() for row in self.sheet("cars", "en") for value in row])

    def test_a_query_is_drafted_too_and_nothing_is_overwritten(self):
        self.new("--file", self.database, "--table", "Visits")
        query = self.folder / "paid visits.sql"
        query.write_text("SELECT IsPaid, sum(TotalAmount) AS total_amount FROM Visits GROUP BY IsPaid")
        self.new("--sql", query)
        self.assertIn("no faults", run("model", "check", self.catalogue))
        self.assertTrue(any("Total amount" in row for row in self.sheet("paid-visits", "en")))
        before = (self.catalogue / "models" / "visits.json").read_bytes()
        done = subprocess.run([EXECUTABLE, "model", "new", "--catalogue", self.catalogue, "--source", "clinic", "--table",
                               "Visits"], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("is there already", done.stderr)
        self.assertEqual((self.catalogue / "models" / "visits.json").read_bytes(), before)

    def refused(self, *arguments):
        done = subprocess.run([EXECUTABLE, "model", "new", "--catalogue", self.catalogue, *arguments], capture_output=True,
                              text=True, check=False)
        self.assertEqual(done.returncode, 1, done.stdout)
        return done.stderr

    def test_a_draft_recognizes_people_rates_booleans_and_names_in_two_languages(self):
        amount = "\u0627\u0644\u0645\u0628\u0644\u063a"  # "the amount"
        invoice_date = "\u062a\u0627\u0631\u064a\u062e_\u0627\u0644\u0641\u0627\u062a\u0648\u0631\u0629"
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            connection.executescript(f"""
CREATE TABLE employee (id INTEGER PRIMARY KEY, first_name TEXT, title TEXT, address TEXT, email TEXT, name_ar TEXT, name_en TEXT,
  tax_rate NUMERIC, tax_amount NUMERIC, is_paid INTEGER, milliseconds INTEGER, vat_number INTEGER, "{amount}" NUMERIC,
  "{invoice_date}" TEXT);
INSERT INTO employee VALUES (1, 'a', 'b', 'c', 'd', '{SAUDI}', 'Saudi', 0.15, 2.5, 1, 7, 300, 9.5, '2026-01-31');
""")
        self.new("--file", self.database, "--table", "employee")
        checked = run("model", "check", self.catalogue)
        self.assertIn("no faults", checked)
        self.assertNotIn('"title"', checked)
        model = json.loads((self.catalogue / "models" / "employee.json").read_text(encoding="utf-8"))
        columns = {column["key"]: column for column in model["columns"]}
        self.assertEqual(list(columns), ["id", "firstName", "title", "address", "email", "name", "taxRate", "taxAmount", "isPaid",
                                         "milliseconds", "vatNumber", "amount", "invoiceDate"])
        self.assertEqual(columns["title"]["title"]["ar"],
                         "\u0627\u0644\u0645\u0633\u0645\u0649 \u0627\u0644\u0648\u0638\u064a\u0641\u064a")
        self.assertEqual(columns["email"]["title"]["ar"],
                         "\u0627\u0644\u0628\u0631\u064a\u062f \u0627\u0644\u0625\u0644\u0643\u062a\u0631\u0648\u0646\u064a")
        self.assertIn("(", columns["milliseconds"]["title"]["ar"])
        self.assertEqual(columns["name"]["from"], {"en": "name_en", "ar": "name_ar"})
        self.assertEqual(columns["isPaid"]["type"], "boolean")
        self.assertEqual([key for key, column in columns.items() if column.get("total") == "sum"], ["taxAmount", "amount"])
        self.assertEqual(columns["amount"]["title"], {"en": "Amount", "ar": amount})
        self.assertEqual(columns["invoiceDate"]["title"], {"en": "Invoice date", "ar": invoice_date.replace("_", " ")})
        self.assertIn(SAUDI, {cell for row in self.sheet("employee", "ar") for cell in row})
        self.assertIn("Saudi", {cell for row in self.sheet("employee", "en") for cell in row})

    def test_a_failed_draft_leaves_no_source_and_the_corrected_command_works(self):
        other = self.folder / "other.db"
        with contextlib.closing(sqlite3.connect(other)) as connection:
            connection.execute("CREATE TABLE t (a)")
        self.refused("--source", "clinic", "--file", other, "--table", "Visits")
        self.assertFalse((self.catalogue / "sources" / "clinic.json").exists())
        self.new("--file", self.database, "--table", "Visits")
        self.assertIn("--source", self.refused("--source", "clinic", "--file", other, "--table", "t"))

    def test_a_column_without_a_name_gets_one(self):
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            connection.executescript('CREATE TABLE nameless (a, ""); INSERT INTO nameless VALUES (1, 7)')
        self.new("--file", self.database, "--table", "nameless")
        self.assertIn("no faults", run("model", "check", self.catalogue))
        self.assertTrue(any(row[1] == 7 for row in self.sheet("nameless", "en")))
        query = self.folder / "q.sql"
        query.write_text('SELECT a, 1 AS "" FROM nameless')
        self.assertIn("column 2", self.refused("--source", "clinic", "--sql", query))

    def test_the_check_warns_of_unused_columns_and_types_that_do_not_match(self):
        self.new("--file", self.database, "--table", "Visits")
        path = self.catalogue / "models" / "visits.json"
        model = json.loads(path.read_text(encoding="utf-8"))
        model["columns"] = [{"key": "visitId", "from": "VisitId", "type": "date", "title": {"en": "Visit"}}]
        model["query"] = {}
        path.write_text(json.dumps(model))
        told = run("model", "check", self.catalogue)
        self.assertIn("PatientName", told)
        self.assertIn("columns[0].title", told)
        self.assertIn("columns[0].type", told)
        done = subprocess.run([EXECUTABLE, "model", "check", "--strict", self.catalogue], capture_output=True, check=False)
        self.assertEqual(done.returncode, 1)


if __name__ == "__main__":
    unittest.main()
