"""Chromium: pages of other origins submit, follow and repeat a job, as far as CORS allows; the
examples of /docs work."""

import functools
import http.server
import json
import pathlib
import re
import tempfile
import threading
import unittest

import shop
from browser import Browser
from engine import Engine

CALLS = """
(async (url, own) => {
  const seen = {};
  const json = {...own, "content-type": "application/json", "idempotency-key": "page", "cache-control": "no-cache",
                "x-requested-with": "XMLHttpRequest", "accept-language": "ar"};
  const body = '{"params": {"uid": "shop.sales", "lang": "ar", "template": "excel-auto"}}';
  const submit = (headers) => fetch(url + "/v1/bi/jobs", {method: "POST", headers, body});
  const made = await submit(json);
  seen.status = made.status;
  seen.location = made.headers.get("location");
  seen.first = made.headers.get("idempotent-replayed");
  seen.again = (await submit(json)).headers.get("idempotent-replayed");
  const id = (await made.json()).data.jobId;
  const job = (await (await fetch(url + seen.location + "?wait=25", {headers: own})).json()).data.job;
  seen.job = job.status;
  const file = await fetch(job.downloadUrl);
  seen.tag = file.headers.get("etag");
  seen.sha256 = job.sha256;
  seen.name = file.headers.get("content-disposition");
  const events = (more, headers) => fetch(url + "/v1/bi/jobs/" + id + "/events" + more, {headers: {...own, ...headers}});
  seen.events = await (await events("", {})).text();
  seen.header = (await events("", {"last-event-id": "end", "cache-control": "no-cache"})).status;
  seen.query = (await events("?lastEventId=end", {})).status;
  seen.foreign = await submit({...json, "x-unknown": "1"}).then((answer) => answer.status, String);
  while (seen.limited !== 429) {
    const answer = await fetch(url + "/v1/bi/data-models", {headers: own});
    seen.limited = answer.status;
    seen.later = answer.headers.get("retry-after");
  }
  return seen;
})(%s, %s)
"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


class Pages(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        (self.folder / "site").mkdir()
        (self.folder / "site" / "page.html").write_text("<title>page</title>")
        server = self.enterContext(http.server.ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(Quiet, directory=self.folder / "site")))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.shutdown)
        self.origin = f"http://localhost:{server.server_port}"

    def ask(self, *options):
        database = shop.create(self.folder / "shop.sqlite")
        options = (*options, "--key-rate", "1", "--key-burst", "30")
        engine = self.enterContext(Engine("shop", database, options=options))
        browser = self.enterContext(Browser(self.folder / "profile"))
        return browser.evaluate(f"{self.origin}/page.html", CALLS % (json.dumps(engine.url), json.dumps(engine.headers)))

    def test_a_page_of_an_allowed_origin_can_do_all_that_a_client_does(self):
        seen = self.ask("--cors-origin", self.origin)
        self.assertEqual((seen["status"], seen["first"], seen["again"]), (200, None, "true"))
        self.assertTrue(seen["location"].startswith("/v1/bi/jobs/"))
        self.assertEqual((seen["job"], seen["tag"]), ("completed", f'"{seen["sha256"]}"'))
        self.assertIn("filename*=UTF-8''", seen["name"])
        self.assertIn("id: end", seen["events"])
        self.assertEqual((seen["header"], seen["query"]), (204, 204))
        self.assertIn("Failed to fetch", seen["foreign"])
        self.assertEqual(seen["limited"], 429)
        self.assertGreaterEqual(int(seen["later"]), 1)

    def test_a_page_of_another_origin_cannot(self):
        with self.assertRaisesRegex(AssertionError, "Failed to fetch"):
            self.ask("--cors-origin", "https://erp.example")

    def test_the_examples_of_the_documentation_call_this_server(self):
        database = shop.create(self.folder / "shop.sqlite")
        browser = self.enterContext(Browser(self.folder / "profile"))
        for base in (None, "https://bi.example", "https://bi.example/reports"):
            options = ("--base-url", base) if base else ()
            with self.subTest(base), Engine("shop", database, options=options) as engine:
                examples = browser.evaluate(f"{engine.url}/docs", "[...document.querySelectorAll('pre')].map((one) => one.textContent)")
                called = [url for example in examples for url in re.findall(r"https?://[^\s']+", example)]
                self.assertGreater(len(called), 8)
                ours = base or engine.url
                for url in called:  # one is that of an Origin
                    self.assertTrue(url.startswith(ours + "/v1/bi/") or url == ours, url)

    def test_the_documentation_does_not_scroll_sideways(self):
        database = shop.create(self.folder / "shop.sqlite")
        browser = self.enterContext(Browser(self.folder / "profile"))
        engine = self.enterContext(Engine("shop", database))
        for width in (320, 390, 768, 1280):
            for language in ("ar", "en"):
                with self.subTest(width=width, language=language):
                    seen = browser.evaluate(f"{engine.url}/docs", f"""(async () => {{
                        document.querySelector('[data-language="{language}"]').click();
                        await document.fonts.ready;
                        const page = document.documentElement;
                        return [page.lang, innerWidth, page.scrollWidth - page.clientWidth];
                    }})()""", width=width)
                    self.assertEqual(seen, [language, width, 0])


if __name__ == "__main__":
    unittest.main()
