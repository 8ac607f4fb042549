"""Prism, as a proxy between client and server, validates both against the contract."""

import json
import os
import pathlib
import socket
import subprocess
import tempfile
import threading
import unittest

import refusals
import shop
from engine import ENDED, PATIENCE, Engine

HERE = pathlib.Path(__file__).resolve().parent
CONTRACT = HERE.parents[1] / "assets/contract/gormic-bi-openapi.json"
PRISM = pathlib.Path(os.environ["GORMIC_BI_TEST_INTEROP"], "node_modules/.bin/prism")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Proxy:
    """`prism proxy --errors`: a violation by either side becomes an error response of Prism."""

    def __init__(self, engine):
        self.engine = engine
        self.port = free_port()

    def __enter__(self):
        self._process = subprocess.Popen(
            [PRISM, "proxy", CONTRACT, self.engine.url, "--errors", "--host", "127.0.0.1",
             "--port", str(self.port)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self._log = []
        self._listening = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        if not self._listening.wait(PATIENCE) or self._process.poll() is not None:
            raise AssertionError(f"prism does not listen: {''.join(self._log)}")
        return self

    def __exit__(self, *error):
        self._process.terminate()
        self._process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        self._process.stdout.close()

    def _read(self):
        for line in self._process.stdout:
            self._log.append(line)
            if "is listening" in line:
                self._listening.set()
        self._listening.set()


class Through:
    """The server, with requests that go through Prism."""

    def __init__(self, engine, port):
        self._engine = engine
        self._url = f"http://127.0.0.1:{port}"

    def __call__(self, ask):
        direct, self._engine.url = self._engine.url, self._url
        try:
            return ask(self._engine)
        finally:
            self._engine.url = direct


class Contract(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        database = shop.create(pathlib.Path(folder, "shop.sqlite"))
        cls.engine = cls.enterClassContext(Engine("shop", database))
        proxy = cls.enterClassContext(Proxy(cls.engine))
        cls.through = staticmethod(Through(cls.engine, proxy.port))

    def assert_clean(self, answer, status):
        self.assertEqual(answer.status, status, answer.body)
        self.assertNotIn("stoplight.io/prism", answer.body.decode())
        self.assertIsNone(answer.headers.get("sl-violations"))

    def test_a_violation_is_found(self):
        headers = {**self.engine.headers, "api-key": "nonsense"}
        self.assertEqual(self.engine.get("/v1/bi/jobs/x", headers).status, 401)
        answer = self.through(lambda engine: engine.get("/v1/bi/jobs/x", headers))
        self.assertIn("status code", answer.headers.get("sl-violations", ""))

    def test_jobs_that_succeed_violate_nothing(self):
        for lang in ("ar", "en"):
            with self.subTest(lang=lang):
                answer = self.through(lambda engine: engine.post(refusals.order(
                    lang=lang,
                    parameters=[{"key": "period",
                                 "value": {"from": "2025-01-01", "to": "2025-01-31"}}],
                    query={"page": 1, "pageSize": 10})))
                self.assert_clean(answer, 200)
                self.assert_status_is_clean(answer.data["jobId"])

    def assert_status_is_clean(self, job_id):
        seen = None
        while seen not in ENDED:
            answer = self.through(lambda engine: engine.get(f"/v1/bi/jobs/{job_id}"))
            self.assert_clean(answer, 200)
            seen = answer.data["job"]["status"]
        self.assertEqual(seen, "completed")

    def test_each_400_violates_nothing(self):
        contract = json.loads(CONTRACT.read_text(encoding="utf-8"))
        codes = contract["components"]["schemas"]["SubmitJob_ErrorCodes_enum"]["enum"]
        self.assertEqual(set(refusals.BY_CODE), set(codes))
        for code, orders in refusals.BY_CODE.items():
            for order in orders:
                with self.subTest(code=code, order=order):
                    answer = self.through(lambda engine: engine.post(order))
                    self.assert_clean(answer, 400)
                    self.assertEqual(answer.code, code)


if __name__ == "__main__":
    unittest.main()
