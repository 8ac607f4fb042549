"""10,000 requests that no honest client sends: each is rejected, and the server works as before."""

import pathlib
import re
import socket
import tempfile
import unittest

import hostile
import shop
from engine import PATIENCE, Engine

REQUESTS = 10_000
WARM_UP = 1_000
GROWTH = 20 * 2**20
INSTRUMENTED = 64 * 2**20  # sanitizers use more memory from the start
ANSWER = re.compile(rb"HTTP/1\.1 (\d{3}) ")
FREE = ("--address-rate", "0", "--unauthenticated-rate", "0")  # otherwise nearly all would get 429


def answered(port, sent):
    """The whole response."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as client:
        received = b""
        try:
            client.sendall(sent)
            client.shutdown(socket.SHUT_WR)
            while part := client.recv(65_536):
                received += part
        except (ConnectionResetError, BrokenPipeError):  # the server closed the connection before everything was sent
            pass
        return received


class HostileRequests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        database = shop.create(pathlib.Path(folder, "shop.sqlite"))
        cls.engine = cls.enterClassContext(Engine("shop", database, options=FREE))
        cls.port = int(cls.engine.url.rsplit(":", 1)[1])

    def test_each_is_rejected_and_the_server_works_as_before(self):
        kinds, before = set(), None
        for number, (kind, sent, right) in enumerate(hostile.requests(REQUESTS)):
            received = answered(self.port, sent)
            with self.subTest(kind=kind, number=number, sent=sent[:300], received=received[:300]):
                self.check(sent, received, right)
            kinds.add(kind)
            if number == WARM_UP:
                before = self.engine.resident
        self.assertGreater(len(kinds), 40)
        after = self.engine.resident
        if before < INSTRUMENTED:
            self.assertLess(after - before, GROWTH)
        self.assertEqual(self.engine.get("/healthz").status, 200)
        self.assertEqual(self.engine.get("/v1/bi/jobs").status, 200)
        for line in self.engine.log.splitlines():
            self.assertNotRegex(line, r"request\.failed|Set-Cookie: ")

    def check(self, sent, received, right):
        if received == b"":
            self.assertIn(None, right)
            return
        heads = ANSWER.findall(received)
        self.assertTrue(heads and received.startswith(b"HTTP/1.1 "))
        for status in heads:
            self.assertIn(int(status), {*right, 100})
        self.assertNotIn(b"\r\nSet-Cookie", received)
        self.assertNotIn(b"/hidden", received)
        self.assertLessEqual(len(heads), 1 + sent.count(b"HTTP/1."))

    def test_a_request_smuggled_in_another_is_not_answered(self):
        hidden = hostile.request(b"GET /hidden HTTP/1.1")
        length = b"Content-Length: %d" % len(hidden)
        for line in (b"GET /healthz HTTP/1.1", b"HEAD /healthz HTTP/1.1", b"POST /v1/bi/jobs HTTP/1.1"):
            received = answered(self.port, hostile.request(line, length, body=hidden))
            self.assertEqual(len(ANSWER.findall(received)), 1, received)
        received = answered(self.port, hostile.post(length, b"Transfer-Encoding: chunked", body=b"0\r\n\r\n" + hidden))
        self.assertEqual(len(ANSWER.findall(received)), 1, received)


if __name__ == "__main__":
    unittest.main()
