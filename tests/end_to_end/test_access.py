"""What keys may do, managed by commands beside a running server, and what the audit records."""

import csv
import io
import json
import pathlib
import subprocess
import tempfile
import unittest

import shop
from engine import EXECUTABLE, PATIENCE, Engine, run


class Access(unittest.TestCase):
    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        database = shop.create(pathlib.Path(folder, "shop.sqlite"))
        self.engine = self.enterContext(Engine("shop", database, options=(
            "--trusted-proxy", "127.0.0.0/8", "--base-url", "https://reports.example")))

    def command(self, *words):
        return run(*words[:2], "--data", self.engine.data, *words[2:])

    def audit(self, *filters):
        """The records of the audit, which must be the same in each format."""
        said = run("audit", "--data", self.engine.data, *filters, "--format", "json")
        lines = [json.loads(line) for line in said.splitlines()]
        table = list(csv.DictReader(io.StringIO(run("audit", "--data", self.engine.data, *filters, "--format", "csv"),
                                                newline="")))
        self.assertEqual([line["number"] for line in table], [line["number"] for line in lines])
        heading, *text = run("audit", "--data", self.engine.data, *filters).splitlines()
        self.assertEqual(heading.split("\t")[:3], ["number", "at", "action"])
        self.assertEqual(len(text), len(lines))
        return lines

    def key(self, *words):
        return {"api-key": self.command("key", "create", "--organization", "ACME", *words).strip(),
                "organization-id": "ACME"}

    def key_id(self, label):
        return next(line.split("\t")[0] for line in self.command("key", "list").splitlines() if line.endswith(label))

    def test_a_rotated_key_and_its_successor_are_both_accepted(self):
        old = self.key("--label", "rotated")
        new = {**old, "api-key": self.command("key", "rotate", self.key_id("rotated")).strip()}
        for headers in (old, new):
            self.assertEqual(self.engine.get("/v1/bi/jobs", headers).status, 200)
        self.command("key", "revoke", self.key_id("rotated"))
        self.assertEqual(sorted(self.engine.get("/v1/bi/jobs", headers).status for headers in (old, new)), [200, 401])

    def test_a_key_is_rotated_once_and_its_successor_lives_as_long(self):
        self.key("--label", "short", "--days", "1")
        old = self.key_id("short")
        process = subprocess.run([EXECUTABLE, "key", "rotate", "--data", self.engine.data, old, "--hours", "2"],
                                 capture_output=True, text=True, timeout=PATIENCE)
        self.assertRegex(process.stderr, f"Key .* of organization ACME, valid until .*\nThe old one, {old}, lives until ")
        new = next(line.split("\t")[0] for line in self.command("key", "list").splitlines()
                   if line.endswith("short") and not line.startswith(old))
        again = subprocess.run([EXECUTABLE, "key", "rotate", "--data", self.engine.data, old],
                               capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual((again.returncode, again.stdout), (1, ""))
        self.assertIn(f"key {new} came after it", again.stderr)
        self.command("key", "revoke", new)
        self.command("key", "rotate", old)
        new = next(line.split("\t")[0] for line in reversed(self.command("key", "list").splitlines())
                   if line.endswith("short"))
        self.command("key", "rotate", new, "--days", "0")
        self.assertTrue(any("\tvalid\t" in line and line.endswith("short")
                            for line in self.command("key", "list").splitlines()))

    def test_an_expired_or_revoked_key_is_named_in_the_audit_and_the_log(self):
        ended = self.key("--label", "ended")
        key_id = self.key_id("ended")
        self.command("key", "revoke", key_id)
        self.assertEqual(self.engine.get("/v1/bi/jobs", ended).status, 401)
        [login] = self.audit("--action", "login", "--key", key_id)
        self.assertEqual((login["action"], login["organization"], login["detail"]), ("login.failed", "ACME", "revoked"))
        self.assertRegex(self.engine.log, f"request .*keyId={key_id} .*status=401")

    def test_a_mistyped_folder_is_not_created(self):
        typo = self.engine.folder / "typo"
        for words in (("key", "list"), ("key", "revoke", "x"), ("key", "rotate", "x"), ("link", "rotate"), ("audit",)):
            with self.subTest(words):
                done = subprocess.run([EXECUTABLE, *words, "--data", typo], capture_output=True, text=True, timeout=PATIENCE)
                self.assertEqual(done.returncode, 1)
                self.assertIn("no database", done.stderr)
                self.assertFalse(typo.exists())

    def test_a_restricted_key_is_limited_to_its_scopes_and_models(self):
        narrow = self.key("--label", "narrow", "--scopes", "submit", "--models", "shop.p*", "--data-of", "own")
        order = {"params": {"uid": "shop.picked", "lang": "en", "template": "excel-auto", "query": {}}}
        self.assertEqual(self.engine.post(order, narrow).status, 200)
        self.assertEqual(self.engine.get("/v1/bi/jobs", narrow).status, 403)
        for params in ({"uid": "shop.many"}, {"organizationUid": "ACME-JED"}):
            answer = self.engine.post({"params": {**order["params"], **params}}, narrow)
            self.assertEqual((answer.status, answer.code), (400, "NOT_ALLOWED"))

    def test_a_key_for_own_data_does_not_reach_organizations_below(self):
        model = self.engine.catalogue / "models" / "shop.picked.json"
        model.write_text(model.read_text().replace('"scope": "organization"', '"scope": "tree"'))
        sql = model.with_suffix(".sql")
        sql.write_text(sql.read_text().replace("= :organization_uid", "IN (:organization_uid)"))
        self.engine.stop()
        self.engine.start()
        rows = {}
        for data_of in ("own", "below"):
            self.engine.key = self.key("--label", data_of, "--data-of", data_of)["api-key"]
            rows[data_of] = self.engine.wait(self.engine.submit("shop.picked", query={}))["rows"]
        self.assertEqual(rows, {"own": shop.ROWS, "below": 2 * shop.ROWS})

    def test_failed_logins_from_one_ipv6_network_are_sampled_together(self):
        for i in range(9):
            self.engine.get("/v1/bi/jobs", {"api-key": "guess", "X-Forwarded-For": f"2001:db8::{i:x}:1"})
        lines = self.audit("--action", "login")
        self.assertEqual([line["peer"] for line in lines], [f"2001:db8::{i:x}:1" for i in range(5)])

    def test_links_stop_working_when_their_keys_are_rotated_twice(self):
        job = self.engine.wait(self.engine.submit("shop.picked", query={}))
        link = job["downloadUrl"].removeprefix("https://reports.example")
        for status in (200, 404):
            self.command("link", "rotate")
            self.assertEqual(self.engine.get(link, headers={}).status, status)
        self.assertEqual(self.engine.download(self.engine.job(job["id"])).status, 200)

    def test_the_audit_records_who_did_what_and_from_where(self):
        said = {"X-Forwarded-For": "203.0.113.9, 192.0.2.7"}
        job = self.engine.wait(self.engine.submit("shop.picked", query={}))
        self.engine.download(job)
        self.engine.request("DELETE", f"/v1/bi/jobs/{job['id']}")
        self.assertEqual(self.engine.get("/v1/bi/jobs", {**said, "api-key": "guessed", "X-Request-Id": "=1+1"}).status, 401)
        self.assertEqual([line["action"] for line in self.audit("--target", job["id"])],
                         ["job.submitted", "file.downloaded", "job.deleted"])
        self.assertEqual(self.audit("--target", job["id"])[0]["peer"], "127.0.0.1")
        [login] = self.audit("--action", "login")
        self.assertEqual((login["action"], login["peer"], login["target"]),
                         ("login.failed", "192.0.2.7", "GET /v1/bi/jobs"))
        self.assertEqual(self.audit("--action", "login", "--until", "2020-01-01"), [])
        self.assertEqual(len(self.audit("--action", "login", "--since", "2020-01-01")), 1)
        self.assertEqual(len(self.audit("--organization", "ACME", "--action", "job")), 2)
        everything = run("audit", "--data", self.engine.data)
        for secret in (self.engine.key, "guessed", "signature="):
            self.assertNotIn(secret, everything + self.engine.log)
        # A spreadsheet reads none of its cells as a formula.
        cells = csv.reader(io.StringIO(run("audit", "--data", self.engine.data, "--format", "csv"), newline=""))
        self.assertFalse([cell for line in cells for cell in line if cell[:1] in ("=", "+", "-", "@")])


if __name__ == "__main__":
    unittest.main()
