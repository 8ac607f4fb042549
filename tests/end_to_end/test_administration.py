"""Keys, audit and operations over the API, with the real server."""

import csv
import io
import json
import pathlib
import re
import socket
import sqlite3
import stat
import subprocess
import tempfile
import time
import unittest
import urllib.parse

import shop
from engine import EXECUTABLE, PATIENCE, Engine, run


class Administration(unittest.TestCase):
    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.database = shop.create(pathlib.Path(folder, "shop.sqlite"))
        self.engine = self.enterContext(Engine("shop", self.database))

    def key(self, scopes, organization="ACME"):
        secret = run("key", "create", "--data", self.engine.data, "--organization", organization,
                     "--label", scopes, "--scopes", scopes).strip()
        return {"api-key": secret, "organization-id": organization, "Content-Type": "application/json"}

    def post(self, headers, path, **body):
        return self.engine.request("POST", path, json.dumps(body), headers)

    def test_a_key_made_over_the_api_works_until_it_is_revoked_there(self):
        admin = self.key("admin")
        made = self.post(admin, "/v1/bi/keys", label="ERP", scopes=["read"]).data
        headers = {**admin, "api-key": made["secret"]}
        self.assertEqual(self.engine.get("/v1/bi/jobs", headers).status, 200)
        self.assertEqual(self.engine.get("/v1/bi/keys", headers).status, 403)
        # The command line shows it, and the audit names the key that made it.
        self.assertIn(f"{made['key']['id']}\tACME\tread\t", run("key", "list", "--data", self.engine.data))
        listed = self.engine.get("/v1/bi/keys", admin).data["keys"]
        self.assertEqual({key["label"]: key["state"] for key in listed}, {"test": "live", "admin": "live", "ERP": "live"})
        mine = next(key["id"] for key in listed if key["current"])
        record, = self.audit("key.created", made["key"]["id"])
        self.assertEqual((record["key"], record["organization"]), (mine, "ACME"))
        self.assertEqual(self.post(admin, f"/v1/bi/keys/{made['key']['id']}/revoke").data["key"]["state"], "revoked")
        self.assertEqual(self.engine.get("/v1/bi/jobs", headers).status, 401)
        self.assertNotIn(made["secret"], self.engine.log)

    def audit(self, action, target):
        said = run("audit", "--data", self.engine.data, "--action", action, "--target", target, "--format", "json")
        return [json.loads(line) for line in said.splitlines()]

    def test_the_csv_of_the_audit_is_that_of_the_command(self):
        admin = self.key("admin,operator")
        self.engine.get("/v1/bi/jobs", {"api-key": "wrong"})
        for _ in range(100):  # the entry is written after the answer
            if "login.failed" in run("audit", "--data", self.engine.data, "--format", "csv"):
                break
            time.sleep(0.1)
        answer = self.engine.get("/v1/bi/audit?format=csv", admin)
        self.assertEqual(answer.status, 200)
        self.assertTrue(answer.body.startswith(b"\xef\xbb\xbfnumber,"))  # for Excel
        ours = list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"), newline="")))
        theirs = list(csv.DictReader(io.StringIO(run("audit", "--data", self.engine.data, "--format", "csv"), newline="")))
        self.assertEqual(list(reversed(ours)), theirs)
        self.assertTrue(any(row["action"] == "login.failed" for row in ours))
        page = self.engine.get("/v1/bi/audit?pageSize=1", admin).data
        rest = self.engine.get(f"/v1/bi/audit?cursor={page['nextCursor']}", admin).data
        self.assertEqual([str(entry["number"]) for entry in page["entries"] + rest["entries"]],
                         [row["number"] for row in ours])

    def add_entries(self, count, detail=""):
        connection = sqlite3.connect(self.engine.data / "gormic-bi.db")
        with connection:
            connection.executemany(
                "INSERT INTO audit (at, action, organization, key_id, peer, request_id, target, detail)"
                " VALUES (?, 'job.deleted', 'ACME', '', '', '', ?, ?)",
                [(number, f"target-{number}", detail) for number in range(count)])
        connection.close()

    def test_a_csv_of_many_entries_is_not_cut(self):
        admin = self.key("admin,operator")
        self.add_entries(25_000)
        connection = sqlite3.connect(self.engine.data / "gormic-bi.db")
        wanted = connection.execute("SELECT number, target FROM audit WHERE action = 'job.deleted'"
                                    " ORDER BY number DESC").fetchall()
        connection.close()
        answer = self.engine.get("/v1/bi/audit?format=csv&action=job.deleted", admin)
        self.assertEqual(answer.headers["Content-Disposition"], 'attachment; filename="audit.csv"')
        rows = list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"), newline="")))
        self.assertEqual([(int(row["number"]), row["target"]) for row in rows], wanted)
        page = self.engine.get("/v1/bi/audit?format=csv&action=job.deleted&pageSize=100", admin)
        self.assertEqual((len(page.body.splitlines()), page.headers["X-Next-Cursor"]), (101, str(wanted[99][0])))

    def test_a_csv_is_in_the_data_folder_while_it_is_sent_and_gone_with_its_client(self):
        admin = self.key("admin,operator")
        self.add_entries(30_000, detail=1_000 * "x")  # more than all buffers of a connection
        before = self.engine.unnamed_files
        with socket.socket() as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.settimeout(PATIENCE)
            address = urllib.parse.urlsplit(self.engine.url)
            client.connect((address.hostname, address.port))
            client.sendall(f"GET /v1/bi/audit?format=csv HTTP/1.1\r\nHost: x\r\napi-key: {admin['api-key']}\r\n"
                           "organization-id: ACME\r\n\r\n".encode())
            self.assertTrue(client.recv(1_000).startswith(b"HTTP/1.1 200"))
            during = [path for path in self.engine.unnamed_files if path not in before]
            self.assertEqual([path.parent for path in during], [self.engine.data / "files"])
        deadline = time.monotonic() + PATIENCE
        while self.engine.unnamed_files != before:
            self.assertLess(time.monotonic(), deadline, self.engine.unnamed_files)
            time.sleep(0.02)
        self.assertEqual(list((self.engine.data / "files").iterdir()), [])

    def test_an_operator_sees_the_sources_and_tests_them(self):
        operator = self.key("admin,operator")
        state = self.engine.get("/v1/bi/operations", operator).data
        self.assertEqual([finding["subject"] for finding in state["findings"] if finding["level"] == "error"], [])
        self.assertIn("disk", [finding["subject"] for finding in state["findings"]])
        self.assertGreater(state["disk"]["bytes"], state["disk"]["freeBytes"])
        self.assertEqual(state["catalogue"]["faults"], [])
        tested = self.post(operator, "/v1/bi/operations/sources/shop/test").data["source"]
        self.assertTrue(tested["reachable"])
        self.assertGreaterEqual(tested["latencyMs"], 0)
        source = self.engine.catalogue / "shop.sqlite"
        source.rename(source.with_suffix(".gone"))
        lost = self.post(operator, "/v1/bi/operations/sources/shop/test").data["source"]
        self.assertFalse(lost["reachable"])
        source.with_suffix(".gone").rename(source)
        again = self.post(operator, "/v1/bi/operations/sources/shop/test").data["source"]
        self.assertTrue(again["reachable"])
        self.assertEqual(again["lastFault"]["reason"], lost["reason"])
        self.assertEqual(self.post(operator, "/v1/bi/operations/sources/none/test").status, 404)
        admin = self.engine.get("/v1/bi/operations", self.key("admin")).data
        self.assertEqual(set(admin), {"organizations", "running", "others"})

    def test_the_scope_operator_alone_sees_the_whole_installation(self):
        run("key", "create", "--data", self.engine.data, "--organization", "OTHER", "--label", "elsewhere")
        key = run("key", "create", "--data", self.engine.data, "--organization", "ACME", "--label", "operator",
                  "--scopes", "operator").strip()
        headers = {**self.engine.headers, "api-key": key}
        seen = self.engine.get("/v1/bi/operations", headers).data
        self.assertIn("shop", [source["name"] for source in seen["sources"]])
        entries = self.engine.get("/v1/bi/audit?action=key.created", headers).data["entries"]
        self.assertIn("OTHER", {entry["organization"] for entry in entries})
        self.assertEqual(self.engine.get("/v1/bi/keys", headers).status, 403)

    def test_an_operator_asks_for_the_checks_of_doctor(self):
        operator = self.key("admin,operator")
        command = [EXECUTABLE, "doctor", "--data", self.engine.data, "--catalogue", self.engine.catalogue]
        printed = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE).stdout
        levels = {"ok": "ok", "WARNING": "warning", "FAULT": "error"}
        lines = [line.split(None, 1) for line in printed.splitlines()]
        wanted = [(levels[level], rest.split(": ")[0]) for level, rest in lines if not rest.startswith("user: ")]
        found = self.post(operator, "/v1/bi/operations/doctor").data["findings"]
        self.assertEqual([(one["level"], one["subject"]) for one in found], wanted)
        self.assertLessEqual({"data", "disk", "database", "files", "clock", "catalogue", "source shop"},
                             {one["subject"] for one in found})
        sql = self.engine.catalogue / "models/shop.sales.sql"
        text = sql.read_text()
        sql.write_text(text.replace("SELECT", "SELEKT", 1))
        faulty = self.post(operator, "/v1/bi/operations/doctor").data["findings"]
        sql.write_text(text)
        self.assertIn(("error", "data model shop.sales"), [(one["level"], one["subject"]) for one in faulty])
        self.assertEqual(self.post(self.key("admin"), "/v1/bi/operations/doctor").status, 403)

    def test_a_rejected_catalogue_is_reported_with_its_faults(self):
        operator = self.key("admin,operator")
        model = self.engine.catalogue / "models/shop.sales.sql"
        text = model.read_text()
        model.write_text(text.replace("SELECT", "SELEKT", 1))
        self.until(lambda: self.engine.get("/v1/bi/operations", operator).data["catalogue"]["faults"])
        fault = self.engine.get("/v1/bi/operations", operator).data["catalogue"]["faults"][0]
        self.assertTrue(fault["path"].startswith("models/shop.sales."), fault)
        model.write_text(text)
        self.until(lambda: not self.engine.get("/v1/bi/operations", operator).data["catalogue"]["faults"])

    def until(self, holds):
        deadline = time.monotonic() + PATIENCE
        while not holds():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.1)

    def test_pending_jobs_and_stored_bytes_are_counted(self):
        job = self.engine.wait(self.engine.submit("shop.picked", query={}))
        self.assertEqual(job["status"], "completed")
        state = self.engine.get("/v1/bi/operations", self.key("admin")).data
        mine = next(one for one in state["organizations"] if one["uid"] == "ACME")
        self.assertEqual((mine["pending"], mine["running"], mine["storedBytes"]), (0, 0, job["bytes"]))
        self.assertEqual(mine["name"]["en"], "Acme Trading")
        connection = sqlite3.connect(self.engine.data / "gormic-bi.db")
        stored, = connection.execute("SELECT sum(bytes) FROM jobs").fetchone()
        connection.close()
        self.assertEqual(mine["storedBytes"], stored)

    def test_the_log_shows_controls_of_text_as_bytes(self):
        for path in ("%E2%80%AEx", "%E2%81%A6x", "%C2%9Bx", "%E2%80%8Fx", "%D9%81"):
            self.engine.get(f"/v1/bi/jobs/{path}")
        self.engine.get("/v1/bi/jobs/end-of-test")
        deadline = time.monotonic() + PATIENCE
        while "end-of-test" not in self.engine.log:
            self.assertLess(time.monotonic(), deadline, self.engine.log)
            time.sleep(0.05)
        log = self.engine.log
        self.assertIn(r"\xe2\x80\xae", log)
        self.assertNotRegex(log, "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
        self.assertIn("\u0641", log)

    def test_a_use_through_a_session_is_one_of_its_key(self):
        listed = lambda: subprocess.run([EXECUTABLE, "key", "list", "--data", self.engine.data], capture_output=True,
                                        text=True, check=True, timeout=PATIENCE).stdout
        self.key("read")
        link = subprocess.run([EXECUTABLE, "key", "list", "--data", self.engine.data], capture_output=True, text=True,
                              check=True).stdout
        identity = re.search(r"^(\S+).*unused", link, re.M).group(1)
        url = subprocess.run([EXECUTABLE, "open", "--data", self.engine.data, "--key", identity, "--print"],
                             capture_output=True, text=True, check=True, timeout=PATIENCE).stdout.strip()
        self.assertEqual(self.engine.request(
            "POST", "/v1/bi/sessions", json.dumps({"signInToken": url.split("#")[1]}),
            {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}).status, 200)
        self.assertNotRegex(listed(), f"{identity}.*unused")

    def test_a_support_bundle_describes_the_installation_without_secrets(self):
        self.key("admin,operator")
        job = self.engine.wait(self.engine.submit("shop.sales", query={"search": "zanzibar"}))
        self.engine.get("/v1/bi/jobs/marker-in-the-log")
        self.until(lambda: "marker-in-the-log" in self.engine.log)
        bundle = self.engine.folder / "bundle.json"
        command = [EXECUTABLE, "doctor", "--data", self.engine.data, "--catalogue", self.engine.catalogue,
                   "--bundle", bundle]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(stat.S_IMODE(bundle.stat().st_mode), 0o600)
        text = bundle.read_text()
        said = json.loads(text)
        self.assertEqual(said["database"]["jobs"], {job["status"]: 1})
        self.assertIn("shop.sales", [model["uid"] for model in said["catalogue"]["dataModels"]])
        *lines, last = done.stdout.splitlines()
        self.assertIn(f"bundle: Written to {bundle};", last)
        self.assertEqual([finding["subject"] for finding in said["findings"]],
                         [re.match(r"\S+\s+(.*?): ", line).group(1) for line in lines])
        self.assertRegex(done.stdout, r"database: 1 job, [0-9]+\.[0-9] MB")
        self.assertNotIn(" 0.0 MB", done.stdout)
        self.assertIn("serve", said["server"]["commandLine"])
        self.assertIn("--workers", said["server"]["commandLine"])
        self.assertRegex(said["server"]["standardError"], r"^pipe:")  # that of this test
        self.assertIn("journalctl -u gormic-bi", said["readme"])
        self.assertRegex(said["database"]["sqlite"], r"^3\.")
        self.assertEqual(said["catalogue"]["faults"], 0)
        for secret in (self.engine.key, "marker-in-the-log", "zanzibar", "SELECT", job["id"], "admin,operator"):
            self.assertNotIn(secret, text)
        again = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(again.returncode, 1)
        self.assertIn("bundle.json", again.stderr)
        self.assertEqual(bundle.read_text(), text)


if __name__ == "__main__":
    unittest.main()
