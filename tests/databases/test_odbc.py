"""ODBC sources with the real executable: types, long texts, blocks of rows, and a cancel."""

import contextlib
import datetime
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
import zoneinfo

import openpyxl

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "end_to_end"))

import engine as engines
import mariadb
import odbc
import postgres
import shop
import all_types
from engine import Engine
from test_postgres import ABSENT, absent_rows, check_odd, write_absent, write_catalogue

HELLO = all_types.TEXTS["hello"]
LONG = HELLO * 3000  # longer than any chunk that is read at once
TABLE = f"""
INSERT INTO types VALUES (1, 99999999999.1234, '{HELLO}', '2026-01-31', '2026-01-31 10:00:00.5', '08:05:09', 1.5, '{LONG}');
INSERT INTO types VALUES (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO types VALUES (3, -0.0001, '', '1999-12-31', '1999-12-31 23:59:59', '00:00', -1e100, '\U0001F600 it''s');
"""
COLUMNS = [{"key": key, "type": kind} for key, kind in [
    ("id", "integer"), ("exact", "decimal"), ("words", "string"), ("day", "date"), ("wall", "datetime"),
    ("clock", "time"), ("approximate", "decimal"), ("story", "text")]]
COLUMNS[1]["from"] = "exact_"
NUMBERS = [{"key": "i", "type": "integer"}, {"key": "words", "type": "string"}]


class OdbcCase:
    """Tests for every driver; each subclass sets `source` and has `sql()`."""

    def catalogue(self, *more, **members):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        write_catalogue(folder, self.source, *more, **members)
        return folder

    def rows(self, catalogue, uid):
        out = catalogue / "out.xlsx"
        engines.run("render", "--catalogue", catalogue, "--model", uid, "--out", out)
        rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(out).worksheets[0].iter_rows()]
        at = next(i for i, row in enumerate(rows) if row[0] in ("id", "i"))
        return rows[at + 1:]

    def test_every_type_comes_without_loss(self):
        sql = "SELECT id, exact_, words, day, wall, clock, approximate, story FROM types ORDER BY id"
        catalogue = self.catalogue("types", sql)
        model = catalogue / "models" / "types.json"
        model.write_text(json.dumps({**json.loads(model.read_text()), "columns": COLUMNS}))
        self.assertIn("no faults", engines.run("model", "check", catalogue))
        first, empty, odd = self.rows(catalogue, "types")[:3]
        self.assertEqual(first[:3], [1, 99999999999.1234, HELLO])
        self.assertEqual([str(value) for value in first[3:6]],
                         ["2026-01-31 00:00:00", "2026-01-31 10:00:00", "08:05:09"])
        self.assertEqual(first[6:], [1.5, LONG])
        self.assertEqual(empty, [2] + [None] * 7)
        self.assertEqual([odd[1], odd[2], str(odd[3])], [-0.0001, None, "1999-12-31 00:00:00"])
        self.assertEqual(odd[6:], ["-1e+100", "\U0001F600 it's"])

    def test_an_absent_parameter_outside_of_sections_is_a_typed_null(self):
        catalogue = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        write_absent(catalogue, self.source)
        self.assertIn("no faults", engines.run("model", "check", catalogue))
        for given, expected in ABSENT:
            self.assertEqual(absent_rows(catalogue, given), expected, given)

    def test_rows_come_in_blocks_and_one_by_one(self):
        for cast in ("CHAR(10)", self.long_text):
            catalogue = self.catalogue("numbers", f"SELECT i, CAST(i AS {cast}) AS words FROM numbers ORDER BY i")
            model = catalogue / "models" / "numbers.json"
            model.write_text(json.dumps({**json.loads(model.read_text()), "columns": NUMBERS}))
            rows = [row for row in self.rows(catalogue, "numbers") if isinstance(row[0], int)]
            self.assertEqual([row[0] for row in rows], list(range(1, 5001)))
            self.assertEqual({str(row[0]) for row in rows}, {row[1].strip() for row in rows})

    @contextlib.contextmanager
    def engine_with_slow(self, **members):
        """A running server and a job whose query runs while `brake` has a row."""
        with tempfile.TemporaryDirectory() as files:
            engine = Engine("shop", shop.create(pathlib.Path(files, "shop.sqlite")))
            write_catalogue(engine.catalogue, self.source, "slow", self.slow, columns=NUMBERS[:1], **members)
            self.server.sql("DELETE FROM brake; INSERT INTO brake VALUES (1)")
            with engine:
                job = engine.submit("slow")
                deadline = time.monotonic() + 30
                while self.running() == 0:
                    self.assertLess(time.monotonic(), deadline)
                    time.sleep(0.02)
                yield engine, job

    def wait_until_none_runs(self, seconds):
        deadline = time.monotonic() + seconds
        while self.running() > 0:
            self.assertLess(time.monotonic(), deadline, "the query still runs")
            time.sleep(0.02)

    def test_a_canceled_job_ends_its_query_at_once(self):
        with self.engine_with_slow() as (engine, job):
            self.assertEqual(engine.request("POST", f"/v1/bi/jobs/{job}/cancel").status, 200)
            self.wait_until_none_runs(1.5)
            self.assertEqual(engine.wait(job)["status"], "canceled")

    def test_a_query_that_takes_too_long_ends(self):
        with self.engine_with_slow(limits={"timeout": "2s"}) as (engine, job):
            ended = engine.wait(job)
            self.assertEqual(ended["status"], "failed", ended)
            self.assertIn("took longer", ended["failure"]["message"])
            self.wait_until_none_runs(1.5)

    def test_a_job_whose_database_server_is_killed_gets_a_reason_and_its_next_attempt_works(self):
        with self.engine_with_slow() as (engine, job):
            self.server.kill()
            self.assertIn("connection to the data was lost", engine.deferred(job)["log"])
            self.server.start()
            self.server.sql("DELETE FROM brake")
            ended = engine.wait(job)
            self.assertEqual((ended["status"], ended.get("rows")), ("completed", 5_000), ended)
            self.assertGreater(ended["attempt"], 1)

    def test_a_source_that_is_down_is_reported(self):
        catalogue = self.catalogue("numbers", "SELECT 1 AS i")
        source = {**self.source, "connection": self.source["connection"].replace(str(self.folder), "/nowhere")}
        (catalogue / "sources" / "pg.json").write_text(json.dumps(source))
        model = catalogue / "models" / "numbers.json"
        model.write_text(json.dumps({**json.loads(model.read_text()), "columns": NUMBERS[:1]}))
        with self.assertRaises(AssertionError) as failed:
            self.rows(catalogue, "numbers")
        self.assertIn('source "pg"', str(failed.exception))


@unittest.skipIf(postgres.binaries() is None or not odbc.driver("psqlodbcw.so"), "no PostgreSQL with its driver")
class OverPostgres(OdbcCase, unittest.TestCase):
    slow = "SELECT i FROM numbers WHERE (SELECT count(pg_sleep(60)) FROM brake) >= 0"
    long_text = "text"

    @classmethod
    def setUpClass(cls):
        cls.server = postgres.Postgres()
        cls.addClassCleanup(cls.server.close)
        cls.folder = cls.server.folder
        cls.source = odbc.of_postgres(cls.server)
        cls.server.sql("CREATE TABLE types (id int PRIMARY KEY, exact_ numeric(30,6), words text, day date, "
                       "wall timestamp, clock time, approximate float8, story text);" + TABLE
                       + "CREATE TABLE brake (i int); CREATE TABLE numbers AS SELECT i FROM generate_series(1, 5000) i")

    def test_dates_outside_of_excel_and_zones_of_times_are_preserved(self):
        check_odd(self, pathlib.Path(self.enterContext(tempfile.TemporaryDirectory())), self.source)

    def test_a_job_is_postponed_when_the_server_ends_its_session(self):
        with self.engine_with_slow() as (engine, job):
            self.server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' "
                            "AND pid <> pg_backend_pid()")
            self.assertIn("connection to the data was lost", engine.deferred(job)["log"])

    def test_a_driver_without_unicode_gets_no_arabic(self):
        catalogue = self.catalogue("words", f"SELECT '{HELLO}' AS words", columns=NUMBERS[1:])
        (catalogue / "sources" / "pg.json").write_text(
            json.dumps({**self.source, "connection": self.source["connection"].replace("psqlodbcw", "psqlodbca")}))
        with self.assertRaises(AssertionError) as failed:
            self.rows(catalogue, "words")
        self.assertIn("Unicode driver", str(failed.exception))

    def running(self):
        return int(self.server.sql("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' "
                                   "AND query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()")[0])


@unittest.skipIf(not mariadb.is_there() or not odbc.driver("libmaodbc.so"), "no MariaDB with its driver")
class OverMariaDb(OdbcCase, unittest.TestCase):
    slow = "SELECT i FROM numbers WHERE (SELECT COALESCE(SUM(SLEEP(60)), 0) FROM brake) = 0"
    long_text = "CHAR(5000)"

    @classmethod
    def setUpClass(cls):
        cls.server = mariadb.MariaDb()
        cls.addClassCleanup(cls.server.close)
        cls.folder = cls.server.folder
        cls.source = odbc.of_mariadb(cls.server)
        cls.server.sql("CREATE TABLE types (id int PRIMARY KEY, exact_ decimal(30,6), words varchar(50), day date, "
                       "wall datetime(6), clock time, approximate double, story longtext);" + TABLE
                       + "CREATE TABLE brake (i int); CREATE TABLE numbers AS SELECT seq AS i FROM seq_1_to_5000")

    def test_times_of_any_length_and_bytes_are_preserved(self):
        self.server.sql("CREATE OR REPLACE TABLE odd (i int, took time, bytes blob, few varbinary(4)); INSERT INTO odd "
                        "VALUES (1, '-12:30', 'seven', 'abc'), (2, '100:00:00', REPEAT('x', 20000), NULL), (3, '08:05', NULL, '')")
        catalogue = self.catalogue("odd", "SELECT i, took, bytes, few FROM odd ORDER BY i", columns=[
            {"key": "i", "type": "integer"}, {"key": "took", "type": "time"}, {"key": "bytes", "type": "text"},
            {"key": "few", "type": "string"}])
        self.assertIn("no faults", engines.run("model", "check", catalogue))
        first, second, third = self.rows(catalogue, "odd")[:3]
        self.assertEqual(first, [1, "-12:30:00", "seven", "abc"])
        self.assertEqual(second, [2, "100:00:00", "x" * 20000, None])
        self.assertEqual(str(third[1]), "08:05:00")

    def test_date_times_with_a_zone_are_wall_time_or_reported_otherwise(self):
        zones = {"riyadh": "Asia/Riyadh", "utc": "UTC", "cairo": "Africa/Cairo"}
        instants = [datetime.datetime(year, month, 15, 22, 30, tzinfo=datetime.timezone.utc)
                    for year in (1999, 2026, 2037) for month in (1, 7)]
        self.server.sql("SET GLOBAL time_zone = '-05:00'")  # unlike any zone of the test
        self.addCleanup(self.server.sql, "SET GLOBAL time_zone = 'SYSTEM'")
        self.server.sql("SET time_zone = '+00:00'; CREATE OR REPLACE TABLE moments (i int, at timestamp NULL); "
                        + "".join(f"INSERT INTO moments VALUES ({i}, '{at:%Y-%m-%d %H:%M:%S}');"
                                  for i, at in enumerate(instants)))
        with tempfile.TemporaryDirectory() as files:
            engine = Engine("shop", shop.create(pathlib.Path(files, "shop.sqlite")), organization="riyadh")
            write_catalogue(engine.catalogue, {**self.source, "connections": 1}, "moments",
                            "SELECT i, at FROM moments ORDER BY i", columns=[
                                {"key": "i", "type": "integer"}, {"key": "at", "type": "datetime"}],
                            query={"filter": {"at": ["gte"]}})
            (engine.catalogue / "organizations.json").write_text(json.dumps({"organizations": [
                {"uid": uid, "name": uid, "timeZone": zone} for uid, zone in zones.items()]}))
            for path in (engine.catalogue / "models").glob("shop.*"):
                path.unlink()
            with engine:
                for lang in ("en", "ar"):
                    for uid, zone in (*zones.items(), ("riyadh", "Asia/Riyadh")):
                        knows = uid != "cairo"
                        self.check_moments(engine, uid, lang, instants, zone if knows else "Etc/GMT+5", knows)
                tables = subprocess.run(["mariadb-tzinfo-to-sql", "/usr/share/zoneinfo/Africa/Cairo", "Africa/Cairo"],
                                        capture_output=True, text=True, check=True).stdout
                self.server.sql(tables, "mysql")
                self.check_moments(engine, "cairo", "en", instants, "Africa/Cairo", True)
                self.check_moments(engine, "cairo", "ar", instants, "Africa/Cairo", True)

    def check_moments(self, engine, uid, lang, instants, zone, knows):
        with self.subTest(organization=uid, lang=lang):
            engine.organization, engine.key = uid, engine.create_key(uid)
            walls = [at.astimezone(zoneinfo.ZoneInfo(zone)).replace(tzinfo=None) for at in instants]
            job = engine.wait(engine.submit("moments", lang))
            path = engine.folder / "moments.xlsx"
            path.write_bytes(engine.download(job).body)
            rows = [[cell.value for cell in row[:2]] for row in openpyxl.load_workbook(path).worksheets[0].iter_rows()]
            self.assertEqual([row[1] for row in rows if isinstance(row[0], int)], walls)
            warnings = engine.get(f"/v1/bi/jobs/{job['id']}").json.get("warnings") or []
            self.assertEqual([warning["code"] for warning in warnings], [] if knows else ["TIME_ZONE_OF_ITS_OWN"])
            if not knows:
                self.assertIn("Africa/Cairo", warnings[0]["message"])
                self.assertIn("TIMESTAMP", warnings[0]["message"])
            since = {"filters": {"field": "at", "op": "gte", "value": walls[3].isoformat()}}
            self.assertEqual(engine.wait(engine.submit("moments", lang, query=since))["rows"], 3)

    def running(self):
        return int(self.server.sql("SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE '%SLEEP(60)%' "
                                   "AND id <> connection_id()")[0])


@unittest.skipIf(not odbc.driver("libsqlite3odbc.so"), "no driver of SQLite")
class OverSqlite(unittest.TestCase):
    rows = OdbcCase.rows

    def test_arabic_in_the_sql_reaches_a_driver_without_unicode(self):
        catalogue = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        with contextlib.closing(sqlite3.connect(catalogue / "texts.db")) as connection:
            connection.executescript(f"CREATE TABLE texts (id, words); INSERT INTO texts VALUES (1, '{HELLO}'), (2, 'x')")
        write_catalogue(catalogue, odbc.of_sqlite(catalogue / "texts.db"), "texts",
                        f"SELECT id, '{HELLO}' AS \"{HELLO}\" FROM texts WHERE words = '{HELLO}'",
                        columns=[{"key": "id", "type": "integer"}, {"key": "words", "type": "string", "from": HELLO}])
        self.assertIn("no faults", engines.run("model", "check", catalogue))
        self.assertEqual(self.rows(catalogue, "texts")[0], [1, HELLO])

    def test_an_order_other_than_the_language_s_is_reported(self):
        with tempfile.TemporaryDirectory() as folder:
            engine = Engine("shop", shop.create(pathlib.Path(folder, "shop.sqlite")))
            with contextlib.closing(sqlite3.connect(pathlib.Path(folder, "texts.db"))) as connection:
                connection.executescript("CREATE TABLE texts (words); INSERT INTO texts VALUES ('b'), ('A'), ('a')")
            sort = [{"field": "words", "collation": "language"}]
            write_catalogue(engine.catalogue, odbc.of_sqlite(pathlib.Path(folder, "texts.db")), "texts",
                            "SELECT words FROM texts", columns=NUMBERS[1:],
                            query={"sort": ["words"], "defaultSort": sort})
            checked = engines.run("model", "check", engine.catalogue)
            self.assertIn("texts.json: query.defaultSort[0].collation", checked)
            self.assertIn("an order of its own", checked)
            with engine:
                for lang, said in (("en", '"?pg"? does not know the order'), ("ar", "pg.*" + all_types.TEXTS["order"])):
                    job = engine.submit("texts", lang, query={"sort": sort})
                    self.assertEqual(engine.wait(job)["rows"], 3)
                    warning, = engine.get(f"/v1/bi/jobs/{job}").json["warnings"]
                    self.assertEqual(warning["code"], "ORDER_OF_ITS_OWN")
                    self.assertRegex(warning["message"], said)
                job = engine.submit("texts", query={"sort": [{"field": "words"}]})
                engine.wait(job)
                self.assertFalse(engine.get(f"/v1/bi/jobs/{job}").json.get("warnings"))


if __name__ == "__main__":
    unittest.main()
