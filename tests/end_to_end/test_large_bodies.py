"""Clients that send all before they read see why they are rejected, and cost no memory."""

import concurrent.futures
import contextlib
import http.client
import json
import pathlib
import socket
import ssl
import tempfile
import time
import unittest
import urllib.error
import urllib.request

import shop
from certificate import certificate
from engine import PATIENCE, Engine

MIB = 2**20
BOUND = 64 * MIB  # that are read and discarded; after them the connection is closed
GROWTH = 12 * MIB
INSTRUMENTED = 64 * MIB  # sanitizers use more memory from the start
FREE = ("--address-rate", "0", "--unauthenticated-rate", "0")


class LargeBodies(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        database = shop.create(cls.folder / "shop.sqlite")
        cls.engine = cls.enterClassContext(Engine("shop", database, options=FREE))
        cls.tls = certificate(cls.folder, "large")
        cls.safe = cls.enterClassContext(Engine("shop", database, options=FREE, tls=cls.tls))

    def urllib(self, engine, body, path="/v1/bi/jobs", headers=None):
        """Status and body, as in urllib's error."""
        headers = {**engine.headers, "Content-Type": "application/json"} if headers is None else headers
        request = urllib.request.Request(engine.url + path, body, headers, method="POST")
        context = ssl.create_default_context(cafile=self.tls[0]) if engine is self.safe else None
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE, context=context) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def test_urllib_sees_the_413_whatever_the_size(self):
        for engine in (self.engine, self.safe):
            for size in (MIB + 1, 8 * MIB, 9 * MIB, 20 * MIB, BOUND - MIB):
                with self.subTest(engine=engine.url, size=size):
                    status, body = self.urllib(engine, b" " * size)
                    self.assertEqual((status, json.loads(body)["error"]["code"]), (413, "TOO_LARGE"))

    def test_a_chunked_body_is_rejected_alike(self):
        """As chunks, without a length in advance."""
        for engine in (self.engine, self.safe):
            status, body = self.urllib(engine, (b" " * 65_536 for _ in range(12 * 16)))
            self.assertEqual((status, json.loads(body)["error"]["code"]), (413, "TOO_LARGE"))

    def test_each_early_rejection_is_seen(self):
        own = self.engine.headers
        typed = {**own, "Content-Type": "application/json"}
        for status, headers, path in (
                (401, {}, "/v1/bi/jobs"), (401, {**typed, "api-key": "x"}, "/v1/bi/jobs"),
                (403, {**typed, "organization-id": "OTHER"}, "/v1/bi/jobs"),
                (415, {**own, "Content-Type": "text/plain"}, "/v1/bi/jobs"),
                (415, {**typed, "Content-Encoding": "gzip"}, "/v1/bi/jobs"),
                (404, typed, "/nothing"), (405, typed, "/healthz"), (431, {**typed, "X-Long": "a" * 20_000}, "/v1/bi/jobs"),
                (431, {**typed, **{f"X-{number}": "a" for number in range(80)}}, "/v1/bi/jobs"),
                (400, {**typed, "Host": "a b"}, "/v1/bi/jobs"), (400, {**typed, "Transfer-Encoding": "gzip"}, "/v1/bi/jobs")):
            for engine in (self.engine, self.safe):
                with self.subTest(status=status, path=path, headers=list(headers)):
                    sent = {name: engine.key if value == self.engine.key else value for name, value in headers.items()}
                    self.assertEqual(self.urllib(engine, b" " * 9 * MIB, path, sent)[0], status)

    def test_a_client_that_expects_100_continue_is_rejected_before_it_sends(self):
        with contextlib.closing(socket.create_connection(("127.0.0.1", self.port), PATIENCE)) as client:
            fields = {**self.engine.headers, "Content-Type": "application/json", "Expect": "100-continue",
                      "Content-Length": str(300 * MIB)}
            lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
            client.sendall(f"POST /v1/bi/jobs HTTP/1.1\r\nHost: x\r\n{lines}\r\n".encode())
            self.assertIn(b"HTTP/1.1 413 ", client.makefile("rb").read())

    def test_a_client_that_shuts_down_its_side_is_answered(self):
        for size in (1, 9):
            with contextlib.closing(socket.create_connection(("127.0.0.1", self.port), PATIENCE)) as client:
                client.sendall(b"POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % (9 * MIB) + b" " * size * MIB)
                client.shutdown(socket.SHUT_WR)
                self.assertIn(b"HTTP/1.1 404 ", client.makefile("rb").read())

    @property
    def port(self):
        return int(self.engine.url.rsplit(":", 1)[1])

    def test_the_connection_is_closed_at_the_limit(self):
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as client:
            client.putrequest("POST", "/v1/bi/jobs")
            client.putheader("Content-Length", str(10_000 * MIB))
            client.endheaders()
            sent = 0
            with self.assertRaises(OSError):
                while sent < 1_000 * MIB:
                    client.send(b" " * MIB)
                    sent += MIB
            self.assertGreater(sent, BOUND - MIB)
            self.assertLess(sent, BOUND + 32 * MIB)  # and the kernel's buffers

    def test_many_at_once_cost_no_memory_and_delay_no_other_client(self):
        self.urllib(self.engine, b" " * 9 * MIB)
        before, most, body = self.engine.resident, 0, b" " * 50 * MIB
        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            sent = [pool.submit(self.urllib, self.engine, body) for _ in range(16)]
            slowest = 0
            while not all(one.done() for one in sent):
                begin = time.monotonic()
                self.assertEqual(self.engine.get("/healthz").status, 200)
                slowest = max(slowest, time.monotonic() - begin)
                most = max(most, self.engine.resident)
            self.assertEqual([one.result()[0] for one in sent], [413] * 16)
        if before < INSTRUMENTED:
            self.assertLess(most - before, GROWTH)
        self.assertLess(slowest, 5)
        self.assertNotIn("request.failed", self.engine.log)


if __name__ == "__main__":
    unittest.main()
