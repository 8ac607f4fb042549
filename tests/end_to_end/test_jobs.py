"""Jobs are canceled, deleted, retried and stopped during real work, and end as documented."""

import contextlib
import fcntl
import hashlib
import http.client
import json
import pathlib
import re
import signal
import sqlite3
import subprocess
import tempfile
import time
import unittest
import urllib.parse

import shop
from engine import EXECUTABLE, Engine, PATIENCE

ENDLESS = 2_000_000_000  # steps of SQL: hours
MANY = 3_000_000  # rows: seconds


class Jobs(unittest.TestCase):
    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.database = shop.create(pathlib.Path(folder, "shop.sqlite"))
        self.engine = self.enterContext(Engine("shop", self.database, workers=1))

    def submit(self, uid, key, value):
        return self.engine.submit(uid, parameters=[{"key": key, "value": {"value": value}}])

    def cancel(self, job_id):
        return self.engine.request("POST", f"/v1/bi/jobs/{job_id}/cancel")

    def until(self, condition):
        deadline = time.monotonic() + PATIENCE
        while not condition():
            self.assertLess(time.monotonic(), deadline, self.engine.log)
            time.sleep(0.002)

    def files(self):
        return [entry for entry in (self.engine.data / "files").rglob("*") if entry.is_file()]

    def assert_canceled_and_clean(self, job_id):
        begin = time.monotonic()
        answer = self.cancel(job_id)
        self.assertEqual(answer.status, 200, answer.body)
        self.assertEqual(answer.data["job"]["status"], "canceled")
        # The worker's last line about the job: by then its file is deleted.
        self.until(lambda: f"jobId={job_id}" in self.given_up())
        print(f"stopped {1000 * (time.monotonic() - begin):.0f} ms after the cancel was sent")
        self.until(lambda: not self.files())
        self.assertEqual(self.engine.job(job_id)["status"], "canceled")
        self.assertEqual(self.cancel(job_id).code, "CONFLICT")

    def given_up(self):
        return "".join(line for line in self.engine.log.splitlines() if "job.abandoned" in line)

    def test_a_cancel_interrupts_a_query_that_has_returned_no_row(self):
        job_id = self.submit("shop.slow", "steps", ENDLESS)
        self.engine.wait(job_id, {"running"})
        waiting = self.submit("shop.slow", "steps", 1)
        self.assertEqual(self.cancel(waiting).status, 200)  # one that is pending
        self.assert_canceled_and_clean(job_id)
        after = self.submit("shop.slow", "steps", 1)
        self.assertEqual(self.engine.wait(after)["status"], "completed")
        self.assertEqual(self.engine.job(waiting)["status"], "canceled")

    def test_a_cancel_stops_a_report_while_rows_are_written(self):
        job_id = self.submit("shop.many", "rows", MANY)
        self.until(lambda: self.engine.job(job_id).get("progress", {}).get("rows", 0) > 0)
        self.assert_canceled_and_clean(job_id)

    def test_a_cancel_stops_a_report_while_its_file_is_assembled(self):
        job_id = self.submit("shop.many", "rows", 300_000)
        seen = "writing"
        while seen in ("starting", "querying", "writing"):
            job = self.engine.job(job_id)
            seen = job.get("progress", {}).get("phase", "writing")
            if job["status"] == "completed":  # it ended before the request
                break
        answer = self.cancel(job_id)
        self.assertIn(answer.status, (200, 409))
        job = self.engine.wait(job_id)
        self.assertEqual(job["status"], "canceled" if answer.status == 200 else "completed")
        self.until(lambda: len(self.files()) == (answer.status == 409))

    def test_a_cancel_does_not_wait_for_a_locked_source(self):
        other = sqlite3.connect(self.engine.catalogue / "shop.sqlite", isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        job_id = self.submit("shop.slow", "steps", 1)
        self.engine.wait(job_id, {"running"})
        self.assert_canceled_and_clean(job_id)
        other.close()

    def test_a_locked_source_is_tried_again(self):
        other = sqlite3.connect(self.engine.catalogue / "shop.sqlite", isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        job_id = self.submit("shop.slow", "steps", 1)
        self.until(lambda: self.engine.job(job_id).get("waiting", {}).get("reason") == "fault")
        self.assertIn("until", self.engine.job(job_id)["waiting"])
        other.close()
        job = self.engine.wait(job_id)
        self.assertEqual((job["status"], job["attempt"]), ("completed", 2), job)

    def test_a_download_outlives_its_job(self):
        job = self.engine.wait(self.submit("shop.many", "rows", 400_000))
        link = urllib.parse.urlsplit(job["downloadUrl"])
        connection = http.client.HTTPConnection(link.netloc, timeout=PATIENCE)
        connection.request("GET", f"{link.path}?{link.query}")
        response = connection.getresponse()
        first = response.read(1000)
        answer = self.engine.request("DELETE", f"/v1/bi/jobs/{job['id']}")
        self.assertEqual(answer.status, 200, answer.body)
        self.assertEqual(self.files(), [])
        self.assertEqual(self.engine.get(f"{link.path}?{link.query}", headers={}).status, 404)
        digest = hashlib.sha256(first + response.read()).hexdigest()
        self.assertEqual(digest, job["sha256"])
        connection.close()

    def test_a_stop_requeues_jobs_without_counting_an_attempt_and_a_retry_works_after_a_restart(self):
        canceled = self.submit("shop.slow", "steps", 3)
        self.engine.wait(canceled)
        for _ in range(4):  # more often than there are attempts
            job_id = self.submit("shop.slow", "steps", 3_000_000)
            self.engine.wait(job_id, {"running"})
            begin = time.monotonic()
            self.engine.stop()
            self.assertLess(time.monotonic() - begin, 15)
            self.engine.start()
        job = self.engine.wait(job_id)
        self.assertEqual((job["status"], job["attempt"]), ("completed", 1), job)
        answer = self.engine.request("POST", f"/v1/bi/jobs/{canceled}/retry")
        again = self.engine.wait(answer.data["jobId"])
        self.assertEqual((again["status"], again["retryOf"]), ("completed", canceled))

    def set_brake(self, text, needle):
        """Sets the arguments of one call of a SQLite function, which cannot be interrupted."""
        database = self.engine.catalogue / "shop.sqlite"
        with contextlib.closing(sqlite3.connect(database)) as connection, connection:
            connection.execute("CREATE TABLE IF NOT EXISTS brake (text TEXT, needle TEXT)")
            connection.execute("DELETE FROM brake")
            connection.execute("INSERT INTO brake VALUES (?, ?)", (text, needle))
        models = self.engine.catalogue / "models"
        if not (models / "shop.brake.sql").exists():
            model = json.loads((models / "shop.slow.json").read_text())
            self.engine.stop()
            (models / "shop.brake.sql").write_text(
                "SELECT instr(text, needle) AS n FROM brake WHERE :steps = 1")
            (models / "shop.brake.json").write_text(json.dumps({**model, "uid": "shop.brake"}))
            self.engine.start()

    def test_a_stop_does_not_wait_for_a_source_that_hangs(self):
        self.set_brake("a" * 6_000_000, "a" * 3_000_000 + "b")
        job_id = self.submit("shop.brake", "steps", 1)
        self.engine.wait(job_id, {"running"})
        begin = time.monotonic()
        self.engine.stop()
        self.assertLess(time.monotonic() - begin, 15)
        self.set_brake("a", "b")
        self.engine.start()
        job = self.engine.wait(job_id)
        self.assertEqual((job["status"], job["attempt"]), ("completed", 1), job)

    def test_a_file_over_its_models_limit_fails_its_job(self):
        self.engine.stop()
        path = self.engine.catalogue / "models" / "shop.many.json"
        path.write_text(json.dumps({**json.loads(path.read_text()), "limits": {"fileSize": "1MB"}}))
        self.engine.start()
        job = self.engine.wait(self.submit("shop.many", "rows", MANY))
        self.assertEqual((job["status"], job["failure"]["code"]), ("failed", "TOO_LARGE"), job)
        self.assertIn("1 MB", job["failure"]["message"])
        self.assertEqual(self.files(), [])
        few = self.engine.wait(self.submit("shop.many", "rows", 10))
        self.assertEqual(few["status"], "completed", few)

    def test_a_second_signal_ends_the_server_at_once_and_loses_nothing(self):
        self.set_brake("a" * 6_000_000, "a" * 3_000_000 + "b")
        job_id = self.submit("shop.brake", "steps", 1)
        self.engine.wait(job_id, {"running"})
        begin = time.monotonic()
        self.assertEqual(self.engine.stop_twice(), -signal.SIGTERM)
        self.assertLess(time.monotonic() - begin, 5)
        self.set_brake("a", "b")
        self.engine.start()
        self.assertEqual(self.engine.wait(job_id)["status"], "completed")

    def held_database(self):
        """Locks the database as a long backup does: nothing can be written meanwhile."""
        lock = self.enterContext(open(self.engine.data / "gormic-bi.db-writer", "a"))
        fcntl.flock(lock, fcntl.LOCK_EX)
        return lock

    def waits_for_lock(self, process_id):
        return re.search(rf"-> FLOCK +ADVISORY +WRITE {process_id} ", pathlib.Path("/proc/locks").read_text())

    def test_a_stop_does_not_wait_for_a_locked_database(self):
        job_id = self.submit("shop.slow", "steps", 10_000_000)
        self.engine.wait(job_id, {"running"})
        lock = self.held_database()
        begin = time.monotonic()
        self.engine.stop()
        self.assertLess(time.monotonic() - begin, 15)
        lock.close()
        self.engine.start()
        self.assertEqual(self.engine.wait(job_id)["status"], "completed")

    def test_a_signal_ends_a_start_that_hangs(self):
        self.engine.stop()
        lock = self.held_database()
        process = subprocess.Popen(
            [EXECUTABLE, "serve", "--catalogue", self.engine.catalogue, "--data", self.engine.data,
             "--listen", "127.0.0.1:0"], stderr=subprocess.DEVNULL)
        self.addCleanup(process.kill)
        self.until(lambda: self.waits_for_lock(process.pid))
        process.terminate()
        self.assertEqual(process.wait(15), -signal.SIGTERM)
        lock.close()
        self.engine.start()

    def test_each_line_of_a_job_in_the_log_names_the_job_and_its_request(self):
        job_id = self.submit("shop.slow", "steps", 1)
        self.engine.wait(job_id)
        self.until(lambda: "job.completed" in self.engine.log)
        lines = [line for line in self.engine.log.splitlines() if " job." in line]
        self.assertGreaterEqual(len(lines), 3)
        for line in lines:
            self.assertRegex(line, rf" requestId=[0-9a-f-]{{36}} jobId={job_id}\b")

    def test_the_log_contains_no_report_data_keys_or_links(self):
        job = self.engine.wait(self.engine.submit(
            "shop.sales", query={"search": "Customer 7", "filters": {"status": "paid"}}))
        self.assertGreater(job["rows"], 0)
        self.engine.download(job)
        self.engine.submit("shop.sales", query={"search": "Customer 8"})
        self.until(lambda: "/v1/bi/files/" in self.engine.log)
        for secret in ("Customer", "paid", self.engine.key,
                       urllib.parse.urlsplit(job["downloadUrl"]).query):
            self.assertNotIn(secret, self.engine.log)


if __name__ == "__main__":
    unittest.main()
