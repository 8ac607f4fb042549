"""Sources whose server accepts connections and never responds: no wait exceeds its time limit."""

import json
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "end_to_end"))

import odbc
import shop
from engine import EXECUTABLE, PATIENCE, Engine
from test_postgres import write_catalogue

NUMBERS = [{"key": "i", "type": "integer"}]


class Silence(unittest.TestCase):
    def setUp(self):
        # The kernel accepts connections for it, but no program reads from them.
        server = self.enterContext(socket.create_server(("127.0.0.1", 0), backlog=100))
        port = server.getsockname()[1]
        self.sources = {"pg": {"kind": "postgres", "host": "127.0.0.1", "port": port, "user": "u", "database": "d"}}
        if odbc.driver("psqlodbcw.so"):
            self.sources["through"] = odbc.source(odbc.driver("psqlodbcw.so"), Servername="127.0.0.1", Port=port,
                                                  Database="d", UID="u")
        if odbc.driver("libmaodbc.so"):
            self.sources["maria"] = odbc.source(odbc.driver("libmaodbc.so"), SERVER="127.0.0.1", PORT=port,
                                                DATABASE="d", UID="u")

    def engine(self, timeout):
        files = self.enterContext(tempfile.TemporaryDirectory())
        engine = Engine("shop", shop.create(pathlib.Path(files, "shop.sqlite")))
        for name, source in self.sources.items():
            write_catalogue(engine.catalogue, source, f"on.{name}", "SELECT 1 AS i", columns=NUMBERS)
            (engine.catalogue / "sources" / f"{name}.json").write_text(json.dumps({**source, "connectTimeout": timeout}))
            model = engine.catalogue / "models" / f"on.{name}.json"
            model.write_text(json.dumps({**json.loads(model.read_text()), "source": name}))
        return engine

    def test_its_jobs_are_postponed_in_time_and_others_run(self):
        with self.engine("2s") as engine:
            jobs = {name: engine.submit(f"on.{name}") for name in self.sources}
            self.assertEqual(engine.wait(engine.submit("shop.sales"))["status"], "completed")
            for name, job in jobs.items():
                with self.subTest(source=name):
                    self.assertIn(f'"{name}" cannot be reached', engine.deferred(job)["log"])
                    self.assertEqual(engine.request("POST", f"/v1/bi/jobs/{job}/cancel").status, 200)
            deadline = time.monotonic() + PATIENCE
            while True:
                ready = engine.get("/readyz", headers={})
                self.assertEqual(ready.status, 200)  # jobs on the others are accepted
                if ready.json["sources"] == {"shop": "answers", **{name: "silent" for name in self.sources}}:
                    break
                self.assertLess(time.monotonic(), deadline, ready.json)
                time.sleep(0.1)
            done = subprocess.run([EXECUTABLE, "doctor", "--data", engine.data, "--catalogue", engine.catalogue],
                                  capture_output=True, text=True, check=False, timeout=PATIENCE)
            self.assertEqual(done.returncode, 1)
            for name in self.sources:
                self.assertRegex(done.stdout, f"(FAULT|\u062e\u0644\u0644) +sources/{name}.json")

    def test_a_job_that_is_still_connecting_is_canceled_at_once(self):
        self.sources = {"pg": self.sources["pg"]}
        self.begin = time.monotonic()
        with self.engine("30s") as engine:
            self.assertLess(time.monotonic() - self.begin, 10, "the start waits for a source")
            job = engine.submit("on.pg")
            engine.wait(job, {"running"})
            begin = time.monotonic()
            self.assertEqual(engine.request("POST", f"/v1/bi/jobs/{job}/cancel").status, 200)
            self.assertEqual(engine.wait(job)["status"], "canceled")
            deadline = begin + 1
            while "job.abandoned" not in engine.log:
                self.assertLess(time.monotonic(), deadline, engine.log)
                time.sleep(0.02)


if __name__ == "__main__":
    unittest.main()
