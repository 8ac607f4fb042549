"""Databases that refuse connections: the effect of wrong logins, no free connection and a restart
on jobs, the health check and the log; and messages from the server."""

import contextlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "end_to_end"))

import mariadb
import odbc
import postgres
import shop
import all_types
from engine import EXECUTABLE, PATIENCE, Engine
from test_postgres import write_catalogue

I = [{"key": "i", "type": "integer"}]
TABLE = all_types.TEXTS["arabic"][0][0].replace(" ", "_")  # of a name in Arabic
REFUSALS = {"login": {"en": "refuses the server's login", "ar": "\u0627\u0633\u0645 \u0627\u0644\u0645\u0633\u062a\u062e\u062f\u0645"},
            "database": {"en": "a database that its server does not have", "ar": "\u0644\u0627 \u0648\u062c\u0648\u062f \u0644\u0647\u0627"},
            "right": {"en": "lacks the right to connect", "ar": "\u0635\u0644\u0627\u062d\u064a\u0629 \u0627\u0644\u0627\u062a\u0635\u0627\u0644"}}


class Case:
    """Tests for every kind of connection. Each subclass has `server`, `source()` with a user, a
    password and a database, `slow`, SQL that takes a second, and `sql()`."""

    @contextlib.contextmanager
    def engine(self, source, workers=4, **models):
        with tempfile.TemporaryDirectory() as files:
            engine = Engine("shop", shop.create(pathlib.Path(files, "shop.sqlite")), workers=workers)
            for name, sql in {"one": "SELECT 1 AS i", **models}.items():
                write_catalogue(engine.catalogue, source, f"db.{name}", sql, columns=I)
            with engine:
                yield engine

    def doctor(self, engine, lang):
        done = subprocess.run([EXECUTABLE, "doctor", "--data", engine.data, "--catalogue", engine.catalogue, "--lang", lang],
                              capture_output=True, text=True, check=False, timeout=PATIENCE)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, "(FAULT|\u062e\u0644\u0644) +sources/pg.json")
        self.assertNotRegex(done.stdout, "ok +source pg")
        return done.stdout

    def reason(self, engine, lang):
        deadline = time.monotonic() + PATIENCE
        while True:
            ready = engine.get("/readyz", headers={"Accept-Language": lang})
            self.assertEqual(ready.status, 200)
            found = [detail["reason"] for detail in ready.json.get("details", []) if detail["path"] == "sources.pg"]
            if found:
                return found[0]
            self.assertLess(time.monotonic(), deadline, ready.json)
            time.sleep(0.05)

    def check_refusal(self, kind, source):
        with self.engine(source) as engine:
            for lang, words in REFUSALS[kind].items():
                begin = time.monotonic()
                job = engine.wait(engine.submit("db.one", lang))
                self.assertEqual((job["status"], job["attempt"]), ("failed", 1), job)
                self.assertLess(time.monotonic() - begin, 15)
                self.assertIn(words, job["failure"]["message"])
                self.assertIn(words, self.reason(engine, lang))
                self.assertIn(words, self.doctor(engine, lang))

    def test_a_wrong_password_is_not_retried(self):
        self.check_refusal("login", self.source("reader", "wrong"))

    def test_a_password_can_have_any_characters(self):
        with self.engine(self.source("odd", "a;b=c{d e@!?*(,)[x]")) as engine:
            self.assertEqual(engine.wait(engine.submit("db.one"))["status"], "completed", engine.log)

    def test_a_missing_database_is_reported(self):
        self.check_refusal("database", self.source("seer", "right", "nowhere"))

    def test_a_database_without_permission_is_reported(self):
        self.check_refusal("right", self.source("reader", "right", "closed"))

    def test_a_table_without_permission_is_reported(self):
        with self.engine(self.source("reader", "right"), closed="SELECT i FROM locked") as engine:
            job = engine.wait(engine.submit("db.closed"))
            self.assertEqual((job["status"], job["attempt"]), ("failed", 1), job)
            self.assertIn("does not let the server's user read", job["failure"]["message"])

    def test_twenty_jobs_with_a_wrong_password_are_one_login_and_the_right_one_works_at_once(self):
        with tempfile.TemporaryDirectory() as files:
            secret = pathlib.Path(files, "password")
            secret.write_text("wrong\n")
            source = self.source("reader", {"file": str(secret)})
            before = self.refused_logins()
            with self.engine(source, workers=8) as engine:
                jobs = [engine.submit("db.one") for _ in range(20)]
                self.assertEqual({engine.wait(job)["status"] for job in jobs}, {"failed"})
                self.reason(engine, "en")
                time.sleep(7)  # the health check polls every three seconds
                tries = self.refused_logins() - before
                self.assertGreaterEqual(tries, 1)
                self.assertLessEqual(tries, self.logins_of_one)
                secret.write_text("\ufeffright\r\n")
                self.assertEqual(engine.wait(engine.submit("db.one"))["status"], "completed", engine.log)
                deadline = time.monotonic() + 20
                while engine.get("/readyz", headers={}).json["sources"]["pg"] != "answers":
                    self.assertLess(time.monotonic(), deadline)
                    time.sleep(0.1)

    def test_twenty_jobs_share_a_few_free_connections(self):
        with contextlib.ExitStack() as others:
            self.leave_free(2, others)
            with self.engine(self.source("reader", "right"), workers=8, slow=self.slow) as engine:
                jobs = [engine.submit("db.slow") for _ in range(20)]
                ended = [engine.wait(job) for job in jobs]
                self.assertEqual({job["status"] for job in ended}, {"completed"}, engine.log)
                self.assertEqual({job["attempt"] for job in ended}, {1})

    def test_jobs_wait_for_a_free_connection(self):
        with contextlib.ExitStack() as others:
            self.leave_free(0, others)
            with self.engine(self.source("reader", "right")) as engine:
                jobs = {lang: engine.submit("db.one", lang) for lang in ("en", "ar")}
                for lang, words in (("en", "has no free connection"),
                                    ("ar", "\u0644\u0627 \u064a\u0648\u062c\u062f \u0627\u062a\u0635\u0627\u0644 \u0645\u062a\u0627\u062d")):
                    self.assertIn(words, engine.deferred(jobs[lang])["log"])
                    self.assertIn(words, self.reason(engine, lang))
                others.close()
                for job in jobs.values():
                    ended = engine.wait(job)
                    self.assertEqual((ended["status"], ended["attempt"]), ("completed", 1), engine.log)

    def test_a_restart_of_the_server_does_not_count_as_an_attempt(self):
        with self.engine(self.source("reader", "right")) as engine:
            self.assertEqual(engine.wait(engine.submit("db.one"))["status"], "completed")
            self.server.kill()
            try:
                jobs = [engine.submit("db.one") for _ in range(5)]
                for job in jobs:
                    self.assertIn("accepts no connections", engine.deferred(job)["log"])
                time.sleep(8)  # and it is polled again
                self.assertEqual({engine.job(job)["status"] for job in jobs} - {"pending", "running"}, set())
            finally:
                self.server.start()
            for job in jobs:
                ended = engine.wait(job)
                self.assertEqual((ended["status"], ended["attempt"]), ("completed", 1), engine.log)
                self.assertEqual(ended["log"].count("\n"), 4)  # accepted, started, postponed once, completed

    def test_arabic_messages_of_the_database_are_in_the_log(self):
        with self.engine(self.source("reader", "right"), arabic=f'SELECT i FROM {self.quoted(TABLE)}') as engine:
            self.assertEqual(engine.wait(engine.submit("db.arabic"))["status"], "failed")
            line, = [line for line in engine.log.splitlines() if " job.failed " in line]
            self.assertIn(TABLE, line)


class PostgresCase(Case):
    slow = "SELECT 1 AS i FROM (SELECT pg_sleep(0.3)) AS s"

    @classmethod
    def setUpClass(cls):
        cls.server = postgres.Postgres(settings=["max_connections=12", "superuser_reserved_connections=3"])
        cls.addClassCleanup(cls.server.close)
        cls.server.sql("CREATE USER reader PASSWORD 'right'; CREATE USER seer PASSWORD 'right'; CREATE USER odd PASSWORD 'a;b=c{d e@!?*(,)[x]'; CREATE TABLE locked (i int); CREATE DATABASE closed; "
                       "REVOKE CONNECT ON DATABASE closed FROM public")
        hba = cls.server.folder / "data" / "pg_hba.conf"
        hba.write_text("local all reader,seer,odd scram-sha-256\nlocal all all trust\n")
        cls.server.sql("SELECT pg_reload_conf()")

    @staticmethod
    def quoted(name):
        return f'"{name}"'

    def refused_logins(self):
        return (self.server.folder / "log").read_text().count("FATAL:  password authentication failed")

    def leave_free(self, count, others):
        """Occupies all but `count` of the connections that are not reserved for superusers."""
        for _ in range(12 - 3 - count):
            process = subprocess.Popen(
                ["psql", "-q", "-h", str(self.server.folder), "-p", str(self.server.port), "-U", "postgres", "-c",
                 "SELECT pg_sleep(3600)"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            others.callback(process.wait)
        others.callback(self.server.sql, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(3600)%'")
        deadline = time.monotonic() + 20
        while int(self.server.sql("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(3600)%'")[0]) < 9 - count:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.05)


@unittest.skipIf(postgres.binaries() is None, "no PostgreSQL is installed")
class Native(PostgresCase, unittest.TestCase):
    logins_of_one = 2  # libpq retries without encryption after a refusal

    def source(self, user, password, database="postgres"):
        return {**self.server.source, "user": user, "password": password, "database": database}

    def test_each_notice_of_the_server_is_one_bounded_line_in_the_log(self):
        self.server.sql("""CREATE OR REPLACE FUNCTION chatter(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN
            FOR i IN 1..n LOOP RAISE NOTICE 'first line
2026-01-01T00:00:00.000Z info forged event="%" %', i, repeat('x', 1000); END LOOP;
            RAISE WARNING 'a warning'; RETURN n; END $$""")
        with self.engine(self.source("reader", "right"), few="SELECT chatter(2) AS i", many="SELECT chatter(5000) AS i") as engine:
            self.assertEqual(engine.wait(engine.submit("db.few"))["status"], "completed")
            lines = [line for line in engine.log.splitlines() if "source.notice" in line]
            self.assertEqual(len(lines), 3, engine.log)
            for line in lines[:2]:
                self.assertRegex(line, r'^\S+Z info source.notice source=pg severity=NOTICE state=00000 text="first line ')
                self.assertLess(len(line), 500)
            self.assertRegex(lines[2], 'severity=WARNING state=01000 text="a warning"')
            self.assertEqual(engine.wait(engine.submit("db.many"))["status"], "completed")
            self.assertEqual(engine.wait(engine.submit("db.few"))["status"], "completed")
            self.assertRegex(engine.log, "source.notices_omitted source=pg count=4991")
            self.assertLess(engine.log.count("source.notice "), 20)
        for line in engine.log.splitlines():
            self.assertRegex(line, r"^\d{4}-\d\d-\d\dT[\d:.]+Z (info|warning|error) [a-z_.]+( |$)")
            self.assertFalse(re.match(r"\S+ info forged", line))


@unittest.skipIf(postgres.binaries() is None or not odbc.driver("psqlodbcw.so"), "no PostgreSQL with its driver")
class ThroughOdbc(PostgresCase, unittest.TestCase):
    logins_of_one = 2

    def source(self, user, password, database="postgres"):
        return {**odbc.source(odbc.driver("psqlodbcw.so"), Servername=self.server.folder, Port=self.server.port,
                              Database=database), "user": user, "password": password}


@unittest.skipIf(not mariadb.is_there() or not odbc.driver("libmaodbc.so"), "no MariaDB with its driver")
class MariaDb(Case, unittest.TestCase):
    slow = "SELECT 1 + SLEEP(0.3) AS i"
    logins_of_one = 1

    @classmethod
    def setUpClass(cls):
        cls.server = mariadb.MariaDb()
        cls.addClassCleanup(cls.server.close)
        cls.server.sql("CREATE DATABASE closed; CREATE USER reader@localhost IDENTIFIED BY 'right'; CREATE USER seer@localhost IDENTIFIED BY 'right'; CREATE USER odd@localhost IDENTIFIED BY 'a;b=c{d e@!?*(,)[x]'; CREATE TABLE all_types.locked (i int); "
                       "CREATE TABLE all_types.opened (i int); GRANT SELECT ON all_types.opened TO reader@localhost; GRANT SELECT ON all_types.opened TO odd@localhost; GRANT SELECT ON *.* TO seer@localhost", "mysql")

    @classmethod
    def tearDownClass(cls):
        cls.server.sql("SET GLOBAL max_connections = 100", "mysql")

    @staticmethod
    def quoted(name):
        return f"`{name}`"

    def source(self, user, password, database="all_types"):
        return {**odbc.source(odbc.driver("libmaodbc.so"), SOCKET=self.server.socket, Database=database, CHARSET="utf8mb4"),
                "user": user, "password": password}

    def refused_logins(self):
        return int(self.server.sql("SHOW GLOBAL STATUS LIKE 'Access_denied_errors'")[0].split("\t")[1])

    def leave_free(self, count, others):
        """Occupies all but `count` of the connections that are not the administrator's."""
        self.server.sql("SET GLOBAL max_connections = 10")
        others.callback(self.server.sql, "SET GLOBAL max_connections = 100")
        ended = "SELECT CONCAT('KILL ', id) FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP(3600)%'"
        deadline = time.monotonic() + 30
        while (missing := 10 - count - len(self.server.sql(ended))) > 0:
            self.assertLess(time.monotonic(), deadline)
            # During this query one of them may be refused.
            for _ in range(missing):
                process = subprocess.Popen(
                    ["mariadb", "--no-defaults", "-u", "reader", "-pright", "-S", self.server.socket, "all_types", "-e",
                     "SELECT SLEEP(3600)"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                others.callback(process.wait)
            time.sleep(1)
        others.callback(lambda: self.server.sql(";".join([*self.server.sql(ended), "SELECT 1"])))


if __name__ == "__main__":
    unittest.main()
