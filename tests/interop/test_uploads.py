"""curl, Python's requests and Node's fetch send too large a body, and see why it is rejected."""

import json
import pathlib
import subprocess
import tempfile
import unittest

import requests

import shop
from certificate import certificate
from engine import Engine

SIZES = [2, 8, 9, 40]  # MiB
FETCH = """
const [url, key, organization, size, kind] = process.argv.slice(1);
const bytes = new Uint8Array(Number(size)).fill(32);
const stream = new ReadableStream({start(controller) {
  for (let at = 0; at < bytes.length; at += 65536) controller.enqueue(bytes.subarray(at, at + 65536));
  controller.close();
}});
fetch(url, {method: "POST", body: kind === "stream" ? stream : bytes, duplex: "half",
            headers: {"api-key": key, "organization-id": organization, "content-type": "application/json"}})
  .then(async (answer) => console.log(JSON.stringify([answer.status, (await answer.json()).error.code])),
        (error) => console.log(JSON.stringify([String(error), String(error.cause)])));
"""


class Uploads(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        database = shop.create(cls.folder / "shop.sqlite")
        cls.plain = cls.enterClassContext(Engine("shop", database))
        cls.tls = certificate(cls.folder, "uploads")
        cls.safe = cls.enterClassContext(Engine("shop", database, tls=cls.tls))

    def check(self, upload):
        for engine in (self.plain, self.safe):
            for size in SIZES:
                with self.subTest(url=engine.url, size=size):
                    self.assertEqual(upload(engine, engine.url + "/v1/bi/jobs", size * 2**20), [413, "TOO_LARGE"])

    def test_requests(self):
        def upload(engine, url, size, chunked=False):
            body = (b" " * 65536 for _ in range(size // 65536)) if chunked else b" " * size
            answer = requests.post(url, data=body, headers={**engine.headers, "Content-Type": "application/json"},
                                   verify=self.tls[0])
            return [answer.status_code, answer.json()["error"]["code"]]
        self.check(upload)
        self.check(lambda *asked: upload(*asked, chunked=True))

    def test_curl(self):
        body, answer = self.folder / "body", self.folder / "answer"

        def upload(engine, url, size, *options):
            body.write_bytes(b" " * size)
            fields = [part for name, value in engine.headers.items() for part in ("-H", f"{name}: {value}")]
            status = subprocess.run(["curl", "-sS", "--cacert", self.tls[0], "-o", answer, "-w", "%{http_code}", *fields, *options,
                                     "-H", "Content-Type: application/json", "--data-binary", f"@{body}", url],
                                    capture_output=True, text=True, check=True).stdout
            return [int(status), json.loads(answer.read_bytes())["error"]["code"]]
        self.check(upload)
        self.check(lambda *asked: upload(*asked, "-H", "Expect:"))
        self.check(lambda *asked: upload(*asked, "-H", "Expect:", "-H", "Transfer-Encoding: chunked"))

    def test_node(self):
        def upload(engine, url, size, kind="bytes"):
            said = subprocess.run(["node", "-e", FETCH, url, engine.key, engine.organization, str(size), kind],
                                  capture_output=True, text=True, check=True, env={"NODE_EXTRA_CA_CERTS": str(self.tls[0]),
                                                                                   "PATH": "/usr/local/bin:/usr/bin:/bin"})
            return json.loads(said.stdout)
        self.check(upload)
        self.check(lambda *asked: upload(*asked, "stream"))


if __name__ == "__main__":
    unittest.main()
