"""Fast requests are answered at once while a source does not respond, and while a backup blocks all
writers."""

import concurrent.futures
import contextlib
import fcntl
import json
import pathlib
import socket
import subprocess
import tempfile
import time
import unittest

import shop
from engine import EXECUTABLE, PATIENCE, Engine

AT_ONCE = 2  # seconds; normally milliseconds, but 5 s if it waits for a source
MODEL = {"uid": "mute.sales", "title": "Mute", "source": "mute", "access": {"scope": "none"},
         "columns": [{"key": "i", "type": "integer"}],
         "parameters": [{"key": "branch", "type": "string", "label": "Branch",
                         "values": {"sql": "SELECT 'RUH' AS value"}}]}


class Waiting(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.engine = Engine("shop", shop.create(self.folder / "shop.sqlite"))
        self.crowd = self.enterContext(concurrent.futures.ThreadPoolExecutor(200))

    def add_silent_source(self):
        # The kernel accepts connections for it, but no program reads from them.
        server = self.enterContext(socket.create_server(("127.0.0.1", 0), backlog=200))
        source = {"kind": "postgres", "host": "127.0.0.1", "port": server.getsockname()[1], "user": "u", "database": "d"}
        catalogue = self.engine.catalogue
        (catalogue / "sources" / "mute.json").write_text(json.dumps(source))
        (catalogue / "models" / "mute.sales.json").write_text(json.dumps(MODEL))
        (catalogue / "models" / "mute.sales.sql").write_text("SELECT 1 AS i WHERE :branch IS NOT NULL")

    def check_that_what_is_read_is_answered_at_once(self, job):
        link = "/" + job["downloadUrl"].split("/", 3)[3]
        stranger = {"api-key": "gbi_x", "organization-id": "ACME"}
        for path, headers, status in (("/readyz", {}, 200), ("/healthz", {}, 200), ("/metrics", {}, 200),
                                      (f"/v1/bi/jobs/{job['id']}", None, 200), ("/v1/bi/jobs", None, 200),
                                      ("/v1/bi/data-models", None, 200), (link, {}, 200), ("/docs", {}, 200),
                                      (f"/v1/bi/jobs/{job['id']}", stranger, 401)):
            with self.subTest(path=path.split("?")[0]):
                begin = time.monotonic()
                answer = self.engine.get(path, headers)
                self.assertLess(time.monotonic() - begin, AT_ONCE)
                self.assertEqual(answer.status, status, answer.body)

    def test_the_log_names_the_limit_that_refused_a_client(self):
        for options, limit in ((("--max-waiting-clients-per-key", "1"), "max-waiting-clients-per-key"),
                               (("--max-streams", "1"), "max-streams")):
            engine = Engine("shop", shop.create(self.folder / f"{limit}.sqlite"), options=options)
            with self.subTest(limit=limit):
                with engine:
                    first = engine.connection()
                    first.request("GET", "/v1/bi/events", headers=engine.headers)
                    stream = first.getresponse()  # kept, or its connection would close
                    self.assertEqual(stream.status, 200)
                    self.assertEqual(engine.get("/v1/bi/events").status, 429)
                    stream.close()
                    first.close()
                refused = [line for line in engine.log.splitlines() if "status=429" in line]
                self.assertEqual(len(refused), 1)
                self.assertRegex(refused[0], rf"limit={limit}( |$)")

    def submit_mute(self, _):
        begin = time.monotonic()
        body = {"params": {"uid": "mute.sales", "lang": "en", "template": "excel-auto",
                           "parameters": [{"key": "branch", "value": {"value": "RUH"}}]}}
        return self.engine.post(body), time.monotonic() - begin

    def values(self, _):
        return self.engine.get("/v1/bi/data-models/mute.sales/values/branch")

    def test_submits_on_a_silent_source_delay_nothing_else(self):
        self.add_silent_source()
        with self.engine:
            done = self.engine.wait(self.engine.submit("shop.sales"))
            submits = [self.crowd.submit(self.submit_mute, i) for i in range(60)]
            lists = [self.crowd.submit(self.values, i) for i in range(60)]
            deadline = time.monotonic() + PATIENCE
            while "lookup.failed" not in self.engine.log:  # some of them know already that the source is silent
                self.assertLess(time.monotonic(), deadline)
                self.check_that_what_is_read_is_answered_at_once(done)
            begin = time.monotonic()
            self.assertEqual(self.engine.wait(self.engine.submit("shop.sales"))["status"], "completed")
            self.assertLess(time.monotonic() - begin, 20)
            for submit in submits:
                answer, took = submit.result(PATIENCE)
                self.assertEqual(answer.status, 200, answer.body)
                self.assertLess(took, 20)  # each waits for 5 s at most, eight at once
            for values in lists:
                answer = values.result(PATIENCE)
                self.assertEqual((answer.status, answer.code), (503, "UNAVAILABLE"), answer.body)
                self.assertEqual(answer.headers["Retry-After"], "5")

    def test_submits_do_not_query_a_source_that_is_known_to_be_silent(self):
        self.add_silent_source()
        with self.engine:
            deadline = time.monotonic() + PATIENCE
            while self.engine.get("/readyz", {}).json["sources"].get("mute") != "silent":
                self.assertLess(time.monotonic(), deadline)
                time.sleep(0.1)
            for answer, took in self.crowd.map(self.submit_mute, range(40)):
                self.assertEqual(answer.status, 200, answer.body)
                self.assertLess(took, AT_ONCE)

    @contextlib.contextmanager
    def backup_under_way(self):
        """The lock that `backup` holds while it copies the database (worker/backup.cpp)."""
        with open(self.engine.data / "gormic-bi.db-writer", "rb+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def test_a_backup_delays_no_read(self):
        with self.engine:
            done = self.engine.wait(self.engine.submit("shop.sales"))
            self.engine.key = self.engine.create_key("ACME")  # whose first use is recorded
            with self.backup_under_way():
                submits = [self.crowd.submit(self.engine.submit, "shop.sales") for _ in range(60)]
                cancels = [self.crowd.submit(self.engine.request, "POST", f"/v1/bi/jobs/{done['id']}/cancel")
                           for _ in range(10)]
                for _ in range(5):
                    self.check_that_what_is_read_is_answered_at_once(done)
                self.assertFalse(any(submit.done() for submit in submits), "a job is accepted that is not durable")
            for submit in submits:
                self.assertEqual(self.engine.wait(submit.result(PATIENCE))["status"], "completed")
            for cancel in cancels:
                self.assertEqual(cancel.result(PATIENCE).status, 409)
            # What is written in the background is there all the same.
            self.wait_for(lambda: "never" not in self.command("key", "list").splitlines()[-1])
            self.wait_for(lambda: self.command("audit", "--action", "file").count("file.downloaded") >= 1)
            self.wait_for(lambda: self.command("audit", "--action", "login").count("login.failed") >= 1)

    def command(self, *arguments):
        return subprocess.run([EXECUTABLE, *arguments, "--data", self.engine.data], capture_output=True, text=True,
                              check=True, timeout=PATIENCE).stdout

    def wait_for(self, condition):
        deadline = time.monotonic() + PATIENCE
        while not condition():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.05)

    def test_the_server_stops_in_time_while_a_backup_is_under_way(self):
        with self.engine, self.backup_under_way():
            self.engine.get("/v1/bi/jobs")  # the first use of the key
            begin = time.monotonic()
            self.engine.stop()
            self.assertLess(time.monotonic() - begin, 15)


if __name__ == "__main__":
    unittest.main()
