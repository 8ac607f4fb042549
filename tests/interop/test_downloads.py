"""curl, Python's requests and Chromium submit and download reports with Arabic names, and wrk
downloads at full load."""

import hashlib
import pathlib
import subprocess
import tempfile
import unittest
import urllib.parse

import requests

import shop
from browser import Browser
from engine import Engine


class Downloads(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        database = shop.create(cls.folder / "shop.sqlite")
        cls.engine = cls.enterClassContext(Engine("shop", database, options=("--address-rate", "0", "--key-rate", "0")))
        cls.job = cls.engine.wait(cls.engine.submit("shop.many", lang="ar", parameters=[
            {"key": "rows", "value": {"value": 30_000}}]))
        cls.name = cls.job["outputFileName"]
        assert any(0x600 <= ord(letter) < 0x700 for letter in cls.name), cls.name

    def assert_file(self, content):
        self.assertEqual(hashlib.sha256(content).hexdigest(), self.job["sha256"])

    def test_curl_downloads_a_part_and_then_the_rest(self):
        file = self.folder / "curl.xlsx"
        curl = ["curl", "-sS", "--fail", "-o", file, self.job["downloadUrl"]]
        subprocess.run([*curl, "--range", "0-99999"], check=True)
        self.assertEqual(file.stat().st_size, 100_000)
        subprocess.run([*curl, "-C", "-"], check=True)
        self.assert_file(file.read_bytes())

    def test_requests_submits_polls_and_downloads(self):
        url = self.engine.url + "/v1/bi/jobs"
        with requests.Session() as session:
            session.headers.update(self.engine.headers)
            body = {"params": {"uid": "shop.many", "lang": "ar", "template": "excel-auto",
                               "parameters": [{"key": "rows", "value": {"value": 10}}]}}
            answer = session.post(url, json=body)
            self.assertEqual(answer.status_code, 200, answer.text)
            job = {"status": ""}
            while job["status"] not in ("completed", "failed"):
                job = session.get(f"{url}/{answer.json()['data']['jobId']}", params={"wait": 25}).json()["data"]["job"]
            self.assertEqual(job["status"], "completed")
        with requests.get(job["downloadUrl"], stream=True) as answer:
            name = answer.headers["Content-Disposition"].split("filename*=UTF-8''")[1]
            self.assertEqual(urllib.parse.unquote(name), job["outputFileName"])
            self.assertEqual(hashlib.sha256(answer.content).hexdigest(), job["sha256"])

    def test_chromium_keeps_the_arabic_name(self):
        kept = self.folder / "kept"
        kept.mkdir()
        with Browser(self.folder / "profile") as browser:
            self.assertEqual(browser.download(self.job["downloadUrl"], kept), self.name)
        self.assert_file((kept / self.name).read_bytes())

    def test_wrk_at_full_load_sees_no_error(self):
        fields = [part for name, value in self.engine.headers.items() for part in ("-H", f"{name}: {value}")]
        for path in ("/healthz", f"/v1/bi/jobs/{self.job['id']}"):
            said = subprocess.run(["wrk", "-t", "2", "-c", "64", "-d", "2s", *fields, self.engine.url + path],
                                  capture_output=True, text=True, check=True).stdout
            self.assertNotIn("Non-2xx", said)
            self.assertNotIn("Socket errors", said)
            self.assertIn("requests in", said)


if __name__ == "__main__":
    unittest.main()
