"""kill -9 loses no job and leaves no half file: under load, at any moment, again and again.

GORMIC_BI_TEST_KILLS is the number of kills: 100 by default, 1,000 by tests/run.sh kill.
"""

import hashlib
import http.client
import io
import json
import os
import pathlib
import random
import sqlite3
import tempfile
import threading
import time
import unittest
import zipfile

import shop
import workbook
from engine import ENDED, Engine

KILLS = int(os.environ.get("GORMIC_BI_TEST_KILLS", "100"))
START = float(os.environ.get("GORMIC_BI_TEST_START", "2"))  # seconds until the server must answer again
PENDING = 100  # jobs: a server that is killed repeatedly falls behind
STEPS = 6_000_000  # some seconds of SQL


class Client:
    """Submits one job after the other, and now and then cancels or deletes one."""

    def __init__(self, engine, seed):
        self._engine = engine
        self._name = seed
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._chance = random.Random(seed)
        self._over = threading.Event()
        self.accepted = []
        self.canceled = set()  # as answered
        self.deleted = set()
        self.doubtful = set()  # asked to be deleted; the answer was lost
        self.faults = []
        self.repeated = 0
        self.full = 0

    def start(self):
        self._thread.start()

    def end(self):
        self._over.set()
        self._thread.join()

    def _run(self):
        while not self._over.wait(self._chance.uniform(0, 0.03)):
            try:
                self._act()
            except (OSError, http.client.HTTPException):
                pass  # the server is down at the moment

    def _act(self):
        act = self._chance.random()
        if act < 0.85 or not self.accepted:
            self._submit()
        elif act < 0.93:
            self._cancel(self._chance.choice(self.accepted))
        else:
            self._delete(self._chance.choice(self.accepted))

    def _submit(self):
        rows = self._chance.choice([1, 100, 5_000, 40_000])
        body = {"params": {"uid": "shop.many", "lang": "en", "template": "excel-auto",
                           "parameters": [{"key": "rows", "value": {"value": rows}}]}}
        key = f"{self._name}-{len(self.accepted)}-{self._chance.random()}"
        answer = None
        while answer is None and not self._over.is_set():
            try:
                answer = self._engine.post(body, {**self._engine.headers, "Idempotency-Key": key})
            except (OSError, http.client.HTTPException):
                self.repeated += 1  # perhaps only the response was lost: the key makes the retry safe
                time.sleep(0.01)
        if answer is None or answer.status == 503:
            return
        if answer.status == 429:  # the queue is full until some jobs have ended
            self.full += 1
            return
        if answer.status != 200:
            self.faults.append(f"submit: {answer.status} {answer.body[:300]}")
        else:
            self.accepted.append(answer.data["jobId"])

    def _cancel(self, job_id):
        answer = self._engine.request("POST", f"/v1/bi/jobs/{job_id}/cancel")
        if answer.status == 200:
            self.canceled.add(job_id)
        elif answer.status not in (404, 409, 503):
            self.faults.append(f"cancel: {answer.status} {answer.body[:300]}")

    def _delete(self, job_id):
        self.doubtful.add(job_id)
        answer = self._engine.request("DELETE", f"/v1/bi/jobs/{job_id}")
        if answer.status == 200:
            self.deleted.add(job_id)


class Kill(unittest.TestCase):
    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.database = shop.create(pathlib.Path(folder, "shop.sqlite"))

    def test_jobs_running_and_pending_at_a_kill_complete_after_the_next_start(self):
        with Engine("shop", self.database, workers=1) as engine:
            parameters = [{"key": "steps", "value": {"value": STEPS}}]
            first = engine.submit("shop.slow", parameters=parameters)
            second = engine.submit("shop.slow", "ar", parameters=parameters)
            engine.wait(first, {"running"})
            self.assertEqual(engine.job(second)["status"], "pending")
            engine.kill()

            engine.start()
            jobs = [engine.wait(first), engine.wait(second)]
            self.assertEqual([job["status"] for job in jobs], ["completed"] * 2, engine.log)
            for job, title in zip(jobs, ["N", "\u0627\u0644\u0639\u062f\u062f"]):
                path = engine.folder / f"{job['id']}.xlsx"
                path.write_bytes(engine.download(job).body)
                self.assertEqual(workbook.cells(path, [title])[0], (STEPS,))
            files = [entry for entry in (engine.data / "files").rglob("*") if entry.is_file()]
            self.assertEqual(len(files), 2, files)

    def test_a_job_that_three_kills_interrupt_fails_with_the_reason(self):
        with Engine("shop", self.database, workers=1) as engine:
            job_id = engine.submit("shop.slow", "ar", parameters=[
                {"key": "steps", "value": {"value": 2_000_000_000}}])
            for attempt in (1, 2, 3):
                self.assertEqual(engine.wait(job_id, {"running"})["attempt"], attempt)
                engine.kill()
                engine.start()
            job = engine.wait(job_id)
            self.assertEqual((job["status"], job["failure"]["code"]), ("failed", "INTERRUPTED"), job)
            self.assertRegex(job["failure"]["message"], "[\u0621-\u064a]{4}")
            next_one = engine.submit("shop.slow", parameters=[{"key": "steps", "value": {"value": 1}}])
            self.assertEqual(engine.wait(next_one)["status"], "completed")

    def test_kills_at_random_moments_under_load_lose_nothing(self):
        chance = random.Random(1447)
        with Engine("shop", self.database, workers=3,
                    options=["--max-pending-per-organization", str(PENDING)]) as engine:
            clients = [Client(engine, seed) for seed in range(4)]
            for client in clients:
                client.start()
            starts = []
            for _ in range(KILLS):
                time.sleep(chance.uniform(0.0, 0.25))
                engine.kill()
                begin = time.monotonic()
                engine.start()
                starts.append(time.monotonic() - begin)
            for client in clients:
                client.end()
            self.assertEqual([fault for client in clients for fault in client.faults], [])
            self.assertLess(sorted(starts)[len(starts) // 2], START)
            accepted = sum(len(client.accepted) for client in clients)
            repeated = sum(client.repeated for client in clients)
            full = sum(client.full for client in clients)
            print(f"{KILLS} kills, {accepted} jobs accepted, {repeated} submits repeated, "
                  f"{full} refused by the full queue; "
                  f"started in {max(starts):.2f} s at the most")
            self.assertGreater(accepted, KILLS / 2)
            for client in clients:
                self.check_jobs(engine, client)
            # The start deletes orphaned files; no job runs that could leave more.
            engine.stop()
            engine.start()
            engine.stop()
            self.check_data(engine.data)
            engine.start()

    def check_jobs(self, engine, client):
        ends = dict.fromkeys(ENDED, 0)
        for job_id in client.accepted:
            if job_id in client.doubtful:
                status = engine.get(f"/v1/bi/jobs/{job_id}").status
                if job_id in client.deleted or status == 404:
                    self.assertEqual(status, 404)
                    continue
            job = engine.wait(job_id)
            ends[job["status"]] += 1
            if job_id in client.canceled:
                self.assertEqual(job["status"], "canceled")
            if job["status"] == "failed":  # three kills hit it
                self.assertEqual(job["failure"]["code"], "INTERRUPTED", job)
                self.assertEqual(job["attempt"], 3)
            if job["status"] == "completed":
                body = engine.download(job).body
                self.assertEqual(hashlib.sha256(body).hexdigest(), job["sha256"])
                self.assertIsNone(zipfile.ZipFile(io.BytesIO(body)).testzip())
        print(json.dumps(ends))

    def check_data(self, data):
        with sqlite3.connect(data / "gormic-bi.db") as connection:
            self.assertEqual(connection.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
            kept = {name for (name,) in connection.execute(
                "SELECT file FROM jobs WHERE file IS NOT NULL")}
            unended = connection.execute(
                "SELECT count(*) FROM jobs WHERE status IN ('pending', 'running')").fetchone()
        connection.close()
        self.assertEqual(unended, (0,))
        self.assertEqual({entry.name for entry in (data / "files").iterdir()}, kept)


if __name__ == "__main__":
    unittest.main()
