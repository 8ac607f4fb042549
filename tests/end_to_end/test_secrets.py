"""A password in a connection string that cannot be read is never printed: not by the commands, in
the support bundle, in the log, nor in the operator's view of the sources."""

import contextlib
import glob
import json
import pathlib
import subprocess
import tempfile
import time
import unittest

import shop
from engine import EXECUTABLE, PATIENCE, Engine, run

MARK = "S3cretPw"
PASSWORD = "S3cretPw-XyZ"
LIBPQ = [
    "host=127.0.0.1 {}", "{}", "{}=127.0.0.1", "host=127.0.0.1 port=1 password={} x y",
    "host=127.0.0.1 port=1 passwort={}", "host=127.0.0.1 port=1 password='{}", "host=127.0.0.1 port={}",
    "host=127.0.0.1,password={}", "host=127.0.0.1;port=1;password={}", "host=127.0.0.1 port=1 sslmode={}",
    "host='127.0.0.1 password={}' port=1", "host=127.0.0.1 port=1 user=a:{}@b password=x",
    "postgresql://u:{}@[::1/a", "postgresql://u:{}%zz@127.0.0.1:1/a", "postgresql://u:{}@127.0.0.1:1/a?{}",
    "postgresql://u:{}/x@127.0.0.1:1/a", "postgresql://u:x/{}@127.0.0.1:1/a", "postgresql://u:x@{}@127.0.0.1:1/a",
    "postgresql://u:{}@127.0.0.1:port/a", "postgresql://u:x?{}@127.0.0.1:1/a", "postgresql://u:{}:1/a",
    "postgresql://127.0.0.1:1/a?password%{}", "postgres://u:x#{}@127.0.0.1:1/a", "postgresql:/u:{}@127.0.0.1:1/a",
    "postgresql://u:{}@127.0.0.1:1/a", "host=127.0.0.1 port=1 password={}"]
ODBC = ["{}", "DSN {}", "Driver={library} PWD={}", "Driver={library},Server=127.0.0.1,PWD={}",
        "Driver={{{library};PWD={}", "Driver={library};Server=127.0.0.1 PWD={};Port=1", "PWD={}",
        "Driver={library};Servername=a,{};Server=a,{};Port=1", "Driver={library};Server=127.0.0.1;Port={};PWD=x",
        "Driver={library};Server=127.0.0.1;Port=1;UID=u:{};PWD=x",
        "Driver={library};Servername=127.0.0.1;Port=1;Database=a;UID=u;PWD={}", "Driver={library};{}={}"]
SQLITE = ["file:missing.db?password={}", "missing.db;PWD={}"]


def sources():
    yield from ({"kind": "postgres", "connection": text.replace("{}", PASSWORD)} for text in LIBPQ)
    yield {"kind": "postgres", "host": f"127.0.0.1 password={PASSWORD}", "port": 1}
    yield {"kind": "postgres", "host": "127.0.0.1", "port": 1, "database": f"a password={PASSWORD} b"}
    yield {"kind": "postgres", "host": "127.0.0.1", "port": PASSWORD}
    yield {"kind": "postgres", "host": "127.0.0.1", "port": 1, "password": PASSWORD, "sslMode": PASSWORD}
    for library in sorted(glob.glob("/usr/lib/*/odbc/*w.so") + glob.glob("/usr/lib/*/odbc/libsqlite3odbc.so")
                          + glob.glob("/usr/lib/*/odbc/libmaodbc.so")) or ["missing.so"]:
        for text in ODBC:
            text = text.replace("{library}", library).replace("{{", "{").replace("{}", PASSWORD)
            yield {"kind": "odbc", "connection": text}
    yield from ({"kind": "sqlite", "path": text.replace("{}", PASSWORD)} for text in SQLITE)


class Secrets(unittest.TestCase):
    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.enterContext(contextlib.chdir(folder))  # SQLite's ODBC driver makes files of odd names there
        self.engine = Engine("shop", shop.create(pathlib.Path(folder, "shop.sqlite")))
        self.addCleanup(self.engine.__exit__)
        self.sources = {f"s{i}": source for i, source in enumerate(sources())}
        for name, source in self.sources.items():
            if source["kind"] != "sqlite":
                source["connectTimeout"] = "2s"
            (self.engine.catalogue / "sources" / f"{name}.json").write_text(json.dumps(source))

    def check(self, place, text):
        for line in text.splitlines():
            self.assertNotIn(MARK, line, place)

    def test_a_malformed_connection_string_is_never_printed(self):
        bundle = self.engine.folder / "bundle.json"
        for lang in ("en", "ar"):
            done = subprocess.run([EXECUTABLE, "doctor", "--data", self.engine.data, "--catalogue", self.engine.catalogue,
                                   "--bundle", bundle, "--lang", lang], capture_output=True, text=True, check=False,
                                  timeout=PATIENCE)
            self.check("doctor", done.stdout + done.stderr)
            for name in self.sources:
                self.assertRegex(done.stdout, rf"sources/{name}\.json|source {name}: ")
            self.check("bundle", bundle.read_text())
            said = json.loads(bundle.read_text())
            faults = [one for one in said["findings"] if one["subject"].startswith("sources/") and one["level"] == "error"]
            self.assertEqual(said["catalogue"]["faults"], len(faults))
            bundle.unlink()
        done = subprocess.run([EXECUTABLE, "model", "check", self.engine.catalogue], capture_output=True, text=True,
                              check=False, timeout=PATIENCE)
        self.check("model check", done.stdout + done.stderr)
        key = run("key", "create", "--data", self.engine.data, "--organization", "ACME", "--label", "op",
                  "--scopes", "admin,operator").strip()
        with self.engine as engine:
            headers = {"api-key": key, "organization-id": "ACME"}
            deadline = time.monotonic() + PATIENCE
            while len(engine.get("/v1/bi/operations", headers).data["sources"]) < len(self.sources):
                self.assertLess(time.monotonic(), deadline)
                time.sleep(0.2)
            self.check("operations", engine.get("/v1/bi/operations", headers).body.decode())
            self.check("log", engine.log)

    def test_what_is_no_secret_stays_readable(self):
        texts = {"a": "host=127.0.0.1 port=1 password=x", "b": "postgresql://u:secret@127.0.0.1:1/d"}
        for name, text in texts.items():
            (self.engine.catalogue / "sources" / f"{name}.json").write_text(
                json.dumps({"kind": "postgres", "connection": text}))
        done = subprocess.run([EXECUTABLE, "doctor", "--data", self.engine.data, "--catalogue", self.engine.catalogue],
                              capture_output=True, text=True, check=False, timeout=PATIENCE)
        for name in texts:
            self.assertRegex(done.stdout, f'sources/{name}.json: .*server at "127.0.0.1", port 1 failed: Connection refused')


if __name__ == "__main__":
    unittest.main()
