"""A PostgreSQL source with the real executable: its types, and failures of the server."""

import contextlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

import openpyxl

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "end_to_end"))

import engine as engines
import odbc
import postgres
import shop
import all_types
from engine import EXECUTABLE, Engine

HELLO = all_types.TEXTS["hello"]
TYPES = """
CREATE TABLE types (id bigint PRIMARY KEY, exact numeric(38,6), words text, day date, stamped timestamptz,
  wall timestamp, clock time, yes boolean, approximate float8, key uuid, document jsonb, bytes bytea, fixed char(5));
INSERT INTO types VALUES
  (1, 99999999999.123400, 'HELLO', '2026-01-31', '2026-01-31T22:30:00Z', '2026-01-31 10:00:00.5', '08:05:09', true, 1.5,
   'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{"a": 1}', '\\xdeadbeef', 'ab'),
  (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (3, 12345678901234567890.5, '', '0044-03-15 BC', 'infinity', '1999-12-31 23:59:59', '00:00', false, 'NaN', NULL, NULL, NULL, NULL);
"""
MODEL = {"uid": "types", "title": "Types", "source": "pg", "access": {"scope": "none"},
         "columns": [{"key": key, "type": kind} for key, kind in [
             ("id", "integer"), ("exact", "decimal"), ("words", "string"), ("day", "date"), ("stamped", "datetime"),
             ("wall", "datetime"), ("clock", "time"), ("yes", "boolean"), ("approximate", "decimal"), ("key", "string"),
             ("document", "string"), ("bytes", "string"), ("fixed", "string")]]}


def write_catalogue(catalogue, source, uid, sql, **members):
    for folder in ("models", "sources"):
        (catalogue / folder).mkdir(parents=True, exist_ok=True)
    (catalogue / "sources" / "pg.json").write_text(json.dumps(source))
    model = {"uid": uid, "title": {"en": uid, "ar": uid}, "source": "pg", "access": {"scope": "none"}, **members}
    (catalogue / "models" / f"{uid}.json").write_text(json.dumps(model))
    (catalogue / "models" / f"{uid}.sql").write_text(sql)


KINDS = [("least", "integer"), ("words", "string"), ("day", "date"), ("at", "datetime"), ("clock", "time"),
         ("exact", "decimal")]
ABSENT_SQL = """SELECT id FROM types WHERE (:least IS NULL OR id >= :least) AND (:words IS NULL OR words = :words)
AND (:day IS NULL OR day = :day) AND (:at is null OR wall >= :at) AND (:clock IS NULL OR clock = :clock)
AND (:exact IS NOT NULL OR :exact IS NULL) ORDER BY id"""
ABSENT = [((), [1, 2, 3]), (("least=2",), [2, 3]), ((f"words={HELLO}",), [1]), (("day=2026-01-31", "least=1"), [1]),
          (("at=2026-01-01T00:00", "clock=08:05:09"), [1])]


# PostgreSQL's dates that Excel does not have, and times with a zone of their own; the last row is
# before the zone's standard time.
ODD = """SELECT CAST(d AS date) AS day, CAST(t AS timestamp) AS wall, CAST(t AS timestamptz) AS stamped,
CAST(c AS timetz) AS clock FROM (VALUES (1, 'infinity', 'infinity', '08:05:09+05'),
(2, '-infinity', '-infinity', '08:05:09.5-03:30'), (3, '0044-03-15 BC', '0044-03-15 10:00:00 BC', NULL),
(4, '12026-01-31', '12026-01-31 10:00:00', NULL), (5, '1940-01-31', '1940-01-31 10:00:00', NULL), (6, NULL, NULL, NULL))
AS odd (i, d, t, c) ORDER BY i"""
ODD_COLUMNS = [{"key": "day", "type": "date"}, {"key": "wall", "type": "datetime"},
               {"key": "stamped", "type": "datetime"}, {"key": "clock", "type": "string"}]


def check_odd(test, catalogue, source):
    write_catalogue(catalogue, source, "odd", ODD, columns=ODD_COLUMNS)
    (catalogue / "organizations.json").write_text(json.dumps({"organizations": [
        {"uid": "riyadh", "name": "Riyadh", "timeZone": "Asia/Riyadh"}]}))
    test.assertIn("no faults", engines.run("model", "check", catalogue))
    out = catalogue / "odd.xlsx"
    engines.run("render", "--catalogue", catalogue, "--model", "odd", "--organization", "riyadh", "--out", out)
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(out).worksheets[0].iter_rows()]
    at = next(i for i, row in enumerate(rows) if row[0] == "day") + 1
    rows = [[value if value is None else str(value) for value in row] for row in rows[at:at + 6]]
    test.assertEqual(rows[0], ["infinity", "infinity", "infinity", "08:05:09+05"])
    test.assertEqual(rows[1], ["-infinity", "-infinity", "-infinity", "08:05:09.5-03:30"])
    test.assertEqual(rows[2][:2], ["0044-03-15 BC", "0044-03-15 10:00:00 BC"])
    test.assertRegex(rows[2][2], "^0044-03-15 .* BC$")
    test.assertEqual(rows[3][:2], ["12026-01-31", "12026-01-31 10:00:00"])
    test.assertEqual(rows[4][:2], ["1940-01-31 00:00:00", "1940-01-31 10:00:00"])
    test.assertRegex(rows[4][2], "^1940-01-31 ..:..:..$")
    test.assertEqual(rows[5], [None] * 4)


def write_absent(catalogue, source):
    write_catalogue(catalogue, source, "absent", ABSENT_SQL, columns=[{"key": "id", "type": "integer"}],
                    parameters=[{"key": key, "type": kind} for key, kind in KINDS])


def absent_rows(catalogue, given):
    out = catalogue / "absent.xlsx"
    words = [word for pair in given for word in ("--parameter", pair)]
    engines.run("render", "--catalogue", catalogue, "--model", "absent", *words, "--out", out)
    cells = [row[0].value for row in openpyxl.load_workbook(out).worksheets[0].iter_rows()]
    return [value for value in cells[cells.index("id") + 1:] if isinstance(value, int)]


@unittest.skipIf(postgres.binaries() is None, "no PostgreSQL is installed")
class PostgresSource(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = postgres.Postgres()
        cls.addClassCleanup(cls.server.close)
        cls.server.sql(TYPES.replace("HELLO", HELLO))
        cls.server.sql("CREATE TABLE brake (i int)")
        cls.server.sql("CREATE TABLE numbers AS SELECT i, 'row ' || i AS words FROM generate_series(1, 300000) i")

    @contextlib.contextmanager
    def engine(self, **source):
        """A running server with this database as a source, beside the models of the shop."""
        with tempfile.TemporaryDirectory() as files:
            engine = Engine("shop", shop.create(pathlib.Path(files, "shop.sqlite")))
            pg = {**self.server.source, **source}
            numbers = [{"key": "i", "type": "integer"}, {"key": "words", "type": "string"}]
            write_catalogue(engine.catalogue, pg, "pg.numbers", "SELECT i, words FROM numbers ORDER BY i",
                            columns=numbers)
            # Each row takes a tenth of a second while `brake` has rows.
            self.server.sql("DELETE FROM brake; INSERT INTO brake VALUES (1)")
            write_catalogue(engine.catalogue, pg, "pg.slow", "SELECT i, pg_sleep(0.1 * (SELECT count(*) FROM brake))::text "
                            "AS words FROM generate_series(1, 5000) i", columns=numbers)
            write_catalogue(engine.catalogue, pg, "pg.limited", (engine.catalogue / "models" / "pg.slow.sql").read_text(),
                            columns=numbers, limits={"timeout": "2s"})
            write_catalogue(engine.catalogue, pg, "pg.limit", "SELECT current_setting('statement_timeout') AS words",
                            columns=numbers[1:], limits={"timeout": "1m"})
            write_catalogue(engine.catalogue, pg, "pg.broken", "SELECT 1 / (i - 7) AS i FROM numbers",
                            columns=numbers[:1])
            with engine:
                yield engine

    def running(self):
        """The number of our queries that the database server runs."""
        return int(self.server.sql("SELECT count(*) FROM pg_stat_activity WHERE state <> 'idle' "
                                   "AND application_name = 'gormic-bi'")[0])

    def wait_until_none_runs(self, seconds):
        deadline = time.monotonic() + seconds
        while self.running() > 0:
            self.assertLess(time.monotonic(), deadline, "the query still runs")
            time.sleep(0.02)

    def test_every_type_comes_without_loss(self):
        with tempfile.TemporaryDirectory() as folder:
            catalogue = pathlib.Path(folder)
            (catalogue / "organizations.json").write_text(json.dumps({"organizations": [
                {"uid": "riyadh", "name": "Riyadh", "timeZone": "Asia/Riyadh"}]}))
            write_catalogue(catalogue, self.server.source, "types", "SELECT * FROM types ORDER BY id",
                            columns=MODEL["columns"])
            self.assertIn("no faults", engines.run("model", "check", catalogue))
            out = catalogue / "types.xlsx"
            engines.run("render", "--catalogue", catalogue, "--model", "types", "--organization", "riyadh",
                        "--out", out)
            sheet = openpyxl.load_workbook(out).worksheets[0]
            rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
            at = next(i for i, row in enumerate(rows) if row[0] == "id")
            first, empty, odd = rows[at + 1:at + 4]
            self.assertEqual(first[:3], [1, 99999999999.1234, HELLO])
            self.assertEqual(str(first[3]), "2026-01-31 00:00:00")
            self.assertEqual(str(first[4]), "2026-02-01 01:30:00")  # in Riyadh
            self.assertEqual(str(first[5]), "2026-01-31 10:00:00")
            self.assertEqual(str(first[6]), "08:05:09")
            self.assertEqual(first[7:], ["Yes", 1.5, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", '{"a": 1}',
                                         "DEADBEEF", "ab"])
            self.assertEqual(empty, [2] + [None] * 12)
            self.assertEqual(odd[1:5], ["12345678901234567890.5", None, "0044-03-15 BC", "infinity"])
            self.assertEqual(odd[7:9], ["No", "NaN"])

    def test_intervals_are_durations_and_date_times_have_a_date(self):
        with tempfile.TemporaryDirectory() as folder:
            catalogue = pathlib.Path(folder)
            sql = """SELECT * FROM (VALUES (1, interval '02:03:04', timestamp '2026-01-05 23:59:59', money '1', '02:00:00'),
                     (2, interval '1 day -2 hours', '2026-01-06 00:00', NULL, '90'), (3, '-00:30:00', NULL, NULL, NULL))
                     AS t (id, took, day, price, texts)"""
            write_catalogue(catalogue, self.server.source, "took", sql, columns=[
                {"key": "id", "type": "integer"}, {"key": "took", "type": "duration", "total": "sum"},
                {"key": "day", "type": "date", "hijri": True}, {"key": "price", "type": "money"},
                {"key": "texts", "type": "duration"}])
            told = engines.run("model", "check", catalogue)
            self.assertIn("price is of the database's type money", told)
            self.assertIn("texts is text", told)
            self.assertNotIn("took is", told)
            out = catalogue / "took.xlsx"
            engines.run("render", "--catalogue", catalogue, "--model", "took", "--out", out)
            rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(out).worksheets[0].iter_rows()]
            at = next(i for i, row in enumerate(rows) if row[0] == "id")
            first, second, third = [[str(value) for value in row] for row in rows[at + 1:at + 4]]
            self.assertEqual((first[1], first[2]), ("2:03:04", "2026-01-05 00:00:00"))
            self.assertNotEqual(first[3], "None")  # Hijri
            self.assertEqual((second[1], second[2]), ("22:00:00", "2026-01-06 00:00:00"))
            self.assertEqual(third[1], "-0:30:00")
            self.assertEqual((first[5], second[5]), ("2:00:00", "0:01:30"))

    def test_dates_outside_of_excel_and_zones_of_times_are_preserved(self):
        with tempfile.TemporaryDirectory() as folder:
            check_odd(self, pathlib.Path(folder), self.server.source)

    def test_a_server_without_icu_sorts_by_code_points_with_a_notice(self):
        self.server.sql("CREATE DATABASE plain TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C.UTF-8'")
        self.server.sql("\\c plain\nDELETE FROM pg_collation WHERE collprovider = 'i'")
        sources = [{**self.server.source, "database": "plain"}]
        if odbc.driver("psqlodbcw.so"):
            sources.append(json.loads(json.dumps(odbc.of_postgres(self.server)).replace(
                "Database=postgres", "Database=plain")))
        for source in sources:
            with tempfile.TemporaryDirectory() as folder:
                catalogue = pathlib.Path(folder)
                write_catalogue(catalogue, source, "plain", "SELECT * FROM (VALUES ('b'), ('A'), ('a')) AS w (words)",
                                columns=[{"key": "words", "type": "string"}],
                                query={"defaultSort": [{"field": "words", "collation": "language"}]})
                self.assertIn("an order of its own", engines.run("model", "check", catalogue))
                engines.run("render", "--catalogue", catalogue, "--model", "plain", "--out", catalogue / "w.xlsx")
                cells = [row[0].value for row in openpyxl.load_workbook(catalogue / "w.xlsx").worksheets[0].iter_rows()]
                self.assertEqual(cells[cells.index("words") + 1:][:3], ["A", "a", "b"])

    def test_a_canceled_job_ends_its_query_at_once(self):
        with self.engine() as engine:
            job = engine.submit("pg.slow")
            engine.wait(job, {"running"})
            deadline = time.monotonic() + 20
            while self.running() == 0:
                self.assertLess(time.monotonic(), deadline)
                time.sleep(0.02)
            self.assertEqual(engine.request("POST", f"/v1/bi/jobs/{job}/cancel").status, 200)
            self.wait_until_none_runs(1)
            self.assertEqual(engine.wait(job)["status"], "canceled")
            # The next job still works.
            self.assertEqual(engine.wait(engine.submit("pg.numbers"))["rows"], 300_000)

    def preview(self, engine, uid):
        """A connection on which a preview was asked for."""
        connection = engine.connection()
        self.addCleanup(connection.close)
        body = json.dumps({"params": {"uid": uid, "lang": "en", "template": "excel-auto"}})
        connection.request("POST", "/v1/bi/previews", body, {**engine.headers, "Content-Type": "application/json"})
        return connection

    def test_a_preview_reads_few_rows_and_ends_its_query_when_its_client_goes(self):
        with self.engine() as engine:
            made = engines.Answer(self.preview(engine, "pg.numbers").getresponse()).data
            self.assertEqual((made["rowCount"], made["complete"]), (50, False))
            self.assertEqual(made["rows"][0]["cells"], ["1", "row 1"])
            self.assertEqual(self.running(), 0)
            connection = self.preview(engine, "pg.slow")
            deadline = time.monotonic() + 20
            while self.running() == 0:
                self.assertLess(time.monotonic(), deadline)
                time.sleep(0.02)
            connection.close()
            self.wait_until_none_runs(1)
            # The next one still works.
            made = engines.Answer(self.preview(engine, "pg.numbers").getresponse()).data
            self.assertEqual(made["rowCount"], 50)

    def test_jobs_resume_by_themselves_when_a_killed_server_is_back(self):
        with self.engine() as engine:
            self.assertEqual(engine.wait(engine.submit("pg.numbers"))["status"], "completed")
            job = engine.submit("pg.slow")
            deadline = time.monotonic() + 20
            while self.running() == 0:
                self.assertLess(time.monotonic(), deadline)
                time.sleep(0.02)
            self.server.kill()
            waiting = engine.deferred(job)
            self.assertIn("connection to the data was lost", waiting["log"])
            self.assertNotIn("SELECT", waiting["log"])
            # While it is down, a job reports that and waits; an invalid query is not retried.
            down = engine.submit("pg.numbers")
            self.assertIn('source "pg"', engine.deferred(down)["log"])
            self.assertEqual(engine.request("POST", f"/v1/bi/jobs/{job}/cancel").status, 200)
            self.server.start()
            self.server.sql("DELETE FROM brake")
            ended = engine.wait(down)
            self.assertEqual((ended["status"], ended.get("rows")), ("completed", 300_000), ended)
            self.assertEqual(ended["attempt"], 1)  # while the server was down, no attempt began
            self.assertEqual(engine.wait(engine.submit("pg.broken"))["attempt"], 1)
            retried = engine.request("POST", f"/v1/bi/jobs/{job}/retry").data["jobId"]
            self.assertEqual(engine.wait(retried)["rows"], 5_000)

    def test_a_query_that_takes_too_long_ends(self):
        with self.engine() as engine:
            ended = engine.wait(engine.submit("pg.limited"))
            self.assertEqual(ended["status"], "failed", ended)
            self.assertIn("took longer", ended["failure"]["message"])
            self.wait_until_none_runs(1)
            # The database server would also end it, a little later.
            sheet = openpyxl.load_workbook(engine.report("pg.limit", "en")).worksheets[0]
            self.assertIn("65s", {cell.value for row in sheet.iter_rows() for cell in row})

    def test_a_pooled_connection_that_died_meanwhile_is_replaced(self):
        with self.engine() as engine:
            self.assertEqual(engine.wait(engine.submit("pg.numbers"))["status"], "completed")
            self.server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gormic-bi'")
            self.assertEqual(engine.wait(engine.submit("pg.numbers"))["status"], "completed", engine.log)

    def test_no_more_connections_are_open_than_the_source_allows(self):
        with self.engine(connections=1) as engine:
            jobs = [engine.submit("pg.numbers") for _ in range(4)]
            self.assertEqual({engine.wait(job)["status"] for job in jobs}, {"completed"})
            self.assertEqual(self.server.sql(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'gormic-bi'"), ["1"])

    def test_the_reader_of_a_failed_job_sees_nothing_of_its_query(self):
        with self.engine() as engine:
            job = engine.wait(engine.submit("pg.broken"))
            self.assertEqual(job["status"], "failed")
            self.assertIn("could not be read", job["failure"]["message"])
            self.assertNotIn("division", json.dumps(job))
            self.assertIn("division by zero", engine.log)

    def test_the_check_rejects_sql_that_no_report_could_run(self):
        columns = [{"key": "id", "type": "integer"}, {"key": "words", "type": "string"}]
        for sql in ("SELECT id, words, words FROM types", "INSERT INTO types (id) VALUES (9) RETURNING id, words",
                    "WITH gone AS (DELETE FROM types RETURNING id, words) SELECT id, words FROM gone"):
            with self.subTest(sql=sql), tempfile.TemporaryDirectory() as folder:
                catalogue = pathlib.Path(folder)
                write_catalogue(catalogue, self.server.source, "m", sql, columns=columns)
                done = subprocess.run([EXECUTABLE, "model", "check", catalogue], capture_output=True, text=True, check=False)
                self.assertEqual(done.returncode, 1, done.stdout)
                self.assertIn("models/m.sql", done.stdout + done.stderr)
        self.assertEqual(self.server.sql("SELECT count(*) FROM types"), ["3"])

    def test_an_absent_parameter_outside_of_sections_is_a_typed_null(self):
        with tempfile.TemporaryDirectory() as folder:
            catalogue = pathlib.Path(folder)
            write_absent(catalogue, self.server.source)
            self.assertIn("no faults", engines.run("model", "check", catalogue))
            for given, expected in ABSENT:
                self.assertEqual(absent_rows(catalogue, given), expected, given)

    def test_a_report_writes_nothing_into_the_database(self):
        with self.engine() as engine:
            write_catalogue(engine.folder / "other", self.server.source, "evil",
                            "SELECT nextval('evil') AS i", columns=[{"key": "i", "type": "integer"}])
            self.server.sql("CREATE SEQUENCE IF NOT EXISTS evil")
            with self.assertRaises(AssertionError):
                engines.run("render", "--catalogue", engine.folder / "other", "--model", "evil", "--out",
                            engine.folder / "evil.xlsx")
            self.assertEqual(self.server.sql("SELECT is_called FROM evil"), ["f"])


class WithoutLibrary(unittest.TestCase):
    def test_a_missing_library_is_reported_with_the_package_to_install(self):
        for file, package, source in (("libpq.so.5", "libpq5", {"kind": "postgres", "host": "/nowhere"}),
                                      ("libodbc.so.2", "libodbc2", {"kind": "odbc", "connection": "DSN=nowhere"})):
            with self.subTest(package=package), tempfile.TemporaryDirectory() as folder:
                catalogue = pathlib.Path(folder)
                write_catalogue(catalogue, source, "m", "SELECT 1 AS i", columns=[{"key": "i", "type": "integer"}])
                # The first file that the loader finds is not a library.
                (catalogue / file).write_text("no library")
                for command in (["render", "--catalogue", catalogue, "--model", "m", "--out", catalogue / "m.xlsx"],
                                ["model", "check", catalogue]):
                    done = subprocess.run([EXECUTABLE, *command], capture_output=True, text=True, check=False,
                                          env={**os.environ, "LD_LIBRARY_PATH": folder})
                    self.assertEqual(done.returncode, 1)
                    self.assertIn(f"install the package {package}", done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
