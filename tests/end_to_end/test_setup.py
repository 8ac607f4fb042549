"""setup: from an empty folder to a served report, by flags and by answers on a terminal."""

import http.client
import json
import os
import pathlib
import pty
import select
import socket
import sqlite3
import ssl
import stat
import subprocess
import tempfile
import threading
import time
import tomllib
import unittest
import urllib.request

import openpyxl

from certificate import certificate
from engine import EXECUTABLE, PATIENCE, free_port


class Setup(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.etc = self.folder / "etc"
        (self.etc / "catalogue" / "models").mkdir(parents=True)
        (self.etc / "catalogue" / "sources").mkdir()
        self.conffile = f'[serve]\ncatalogue = "{self.etc / "catalogue"}"\ndata = "{self.folder / "data"}"\n'
        (self.etc / "gormic-bi.toml").write_text(self.conffile)
        self.erp = self.folder / "erp.db"
        with sqlite3.connect(self.erp) as database:
            database.execute("CREATE TABLE invoices (id INTEGER PRIMARY KEY, customer TEXT, amount REAL)")
            database.executemany("INSERT INTO invoices VALUES (?, ?, ?)",
                                 [(n, f"customer {n}", n * 1.5) for n in range(1, 21)])
        database.close()
        self.port = free_port()

    def command(self, *words, **environment):
        return subprocess.run([EXECUTABLE, *map(str, words)], capture_output=True, text=True, timeout=PATIENCE,
                              cwd=self.folder, stdin=subprocess.DEVNULL, env={**os.environ, **environment})

    def words(self, *words):
        return ["setup", "--folder", self.etc, "--systemd-folder", self.folder / "systemd", *words]

    def setup(self, *words):
        done = self.command(*self.words("--listen", f"127.0.0.1:{self.port}", *words))
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def refused(self, *words):
        done = self.command(*self.words(*words))
        self.assertEqual(done.returncode, 1, done.stdout)
        return done.stderr

    def config_files(self):
        return ["--config", self.etc / "gormic-bi.toml", "--config", self.etc / "setup.toml"]

    def serve(self, context=None, scheme="http"):
        process = subprocess.Popen([EXECUTABLE, *map(str, self.config_files()), "serve"],
                                   stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        for line in process.stderr:
            if " listening" in line:
                threading.Thread(target=process.stderr.read, daemon=True).start()
                return process
        self.fail("the server does not start")

    def get(self, path, key, organization):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}",
                                         headers={"api-key": key, "organization-id": organization})
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)

    def test_flags_lead_from_an_empty_folder_to_a_served_report(self):
        said = self.setup("--organization", "ACME", "--organization-name", "Acme", "--organization-name-ar",
                          "\u0623\u0643\u0645\u064a", "--time-zone", "Asia/Riyadh", "--connection", self.erp, "--table", "invoices", "--label", "boss")
        rows = list(openpyxl.load_workbook(self.folder / "invoices.xlsx").active.values)
        self.assertIn("customer 20", [value for row in rows for value in row])
        key = [line for line in said.splitlines() if " " not in line and len(line) > 30][-1]
        self.serve()
        answer = self.get("/v1/bi/data-models", key, "ACME")
        self.assertEqual([model["uid"] for model in answer["data"]["dataModels"]], ["invoices"])
        organizations = json.loads((self.etc / "catalogue" / "organizations.json").read_text())["organizations"]
        self.assertEqual(organizations, [{"uid": "ACME", "name": {"en": "Acme", "ar": "\u0623\u0643\u0645\u064a"},
                                          "timeZone": "Asia/Riyadh"}])
        self.assertEqual((self.etc / "gormic-bi.toml").read_text(), self.conffile)
        self.assertEqual(self.command(*self.config_files(), "config", "check").returncode, 0)

    def test_it_can_be_run_again_and_keeps_what_it_is_not_asked_to_change(self):
        self.setup("--organization", "ACME", "--connection", self.erp)
        first = (self.etc / "setup.toml").read_text()
        self.serve()
        self.setup("--organization", "ACME")  # its own server has the address
        self.assertEqual((self.etc / "setup.toml").read_text(), first)
        self.setup("--organization", "OTHER", "--source", "erp", "--table", "invoices")
        organizations = json.loads((self.etc / "catalogue" / "organizations.json").read_text())["organizations"]
        self.assertEqual([one["uid"] for one in organizations], ["ACME", "OTHER"])
        self.assertTrue((self.folder / "invoices.xlsx").exists())
        self.assertEqual(tomllib.loads((self.etc / "setup.toml").read_text()),
                         {"serve": {"listen": f"127.0.0.1:{self.port}"}})
        self.assertEqual(stat.S_IMODE((self.etc / "setup.toml").stat().st_mode), 0o640)

    def test_the_same_flags_again_change_nothing_and_another_source_has_its_own_model(self):
        words = ["--organization", "ACME", "--connection", self.erp, "--table", "invoices", "--label", "boss"]
        self.setup(*words)
        catalogue = self.etc / "catalogue"
        before = {file: file.read_bytes() for file in sorted(self.etc.rglob("*")) if file.is_file()}
        again = self.setup(*words)
        self.assertEqual({file: file.read_bytes() for file in sorted(self.etc.rglob("*")) if file.is_file()}, before)
        self.assertIn("has a key boss already", again)
        keys = self.command("key", "list", "--data", self.folder / "data").stdout
        self.assertEqual(keys.count("boss"), 1, keys)
        # Its report is of the first organization.
        self.setup("--source", "other", "--connection", self.erp, "--table", "invoices")
        self.assertEqual(json.loads((catalogue / "models" / "other-invoices.json").read_text())["source"], "other")
        self.assertTrue((self.folder / "other-invoices.xlsx").exists())
        self.assertIn("another connection", self.refused("--listen", f"127.0.0.1:{self.port}", "--source", "erp",
                                                         "--connection", self.etc / "gormic-bi.toml"))

    def test_commands_find_the_data_folder_in_the_configuration_files(self):
        self.setup("--organization", "ACME", "--label", "boss")
        self.assertIn("boss", self.command(*self.config_files(), "key", "list").stdout)
        self.assertIn("key.created", self.command(*self.config_files(), "audit").stdout)
        self.assertIn("undamaged", self.command(*self.config_files(), "doctor").stdout)
        for words in (["link", "rotate"], ["backup", self.folder / "backup"]):
            done = self.command(*self.config_files(), *words)
            self.assertEqual(done.returncode, 0, done.stderr)
        missing = self.command("key", "list")
        if not pathlib.Path("/etc/gormic-bi/gormic-bi.toml").exists():
            self.assertEqual(missing.returncode, 1)
            self.assertIn("name the server's data folder", missing.stderr)

    def test_a_table_that_is_not_there_is_refused_with_those_that_are(self):
        free = ["--listen", f"127.0.0.1:{self.port}"]
        self.assertIn("Tables: invoices", self.refused(*free, "--connection", self.erp, "--table", "invoice"))
        self.assertEqual(list((self.etc / "catalogue" / "models").iterdir()), [])
        self.setup("--source", "erp", "--table", "invoices")  # the source stayed
        self.assertIn("no usable source", self.refused(*free, "--source", "erp2", "--table", "invoices"))

    def test_a_port_that_is_taken_is_reported_with_the_next_free_one(self):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            taken = other.getsockname()[1]
            error = self.refused("--listen", f"127.0.0.1:{taken}")
            self.assertIn(f"127.0.0.1:{taken} is taken", error)
            free = int(error.rsplit("127.0.0.1:", 1)[1].split()[0].strip("."))
            self.assertGreater(free, taken)
            with socket.socket() as proof:
                proof.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                proof.bind(("127.0.0.1", free))
        self.assertFalse((self.etc / "setup.toml").exists())

    def test_a_source_that_cannot_be_used_is_refused_and_leaves_no_file(self):
        (self.folder / "text.db").write_text("no database")
        free = ["--listen", f"127.0.0.1:{self.port}"]
        self.assertIn("none.db", self.refused(*free, "--connection", self.folder / "none.db"))
        self.refused(*free, "--connection", self.folder / "text.db")
        self.refused(*free, "--source", "pg", "--connection", "postgresql://u:p@127.0.0.1:1/x")
        self.assertEqual(list((self.etc / "catalogue").rglob("*.json")), [])
        self.assertEqual([file for file in (self.etc / "catalogue").rglob("*") if file.is_file()], [])

    def test_a_flag_without_effect_is_refused(self):
        for flag, needed in ((["--label", "two"], "--organization"), (["--organization-name", "X"], "--organization"),
                             (["--time-zone", "Asia/Riyadh"], "--organization"), (["--dialect", "mariadb"], "--connection"),
                             (["--table", "invoices"], "--source"), (["--tls-key", "k"], "--tls-certificate")):
            with self.subTest(flag):
                self.assertIn(f"Add {needed}.", self.refused(*flag))
        both = self.command(*self.words("--self-signed", "--tls-certificate", "c"))
        self.assertNotEqual(both.returncode, 0, both.stdout)
        self.assertIn("excludes", both.stderr)
        self.assertFalse((self.etc / "setup.toml").exists())
        self.setup("--organization", "ACME")
        self.assertIn("stays as it is", self.setup("--organization", "ACME", "--organization-name", "Renamed"))

    def test_of_those_that_run_at_once_each_is_kept_or_refused(self):
        running = [subprocess.Popen([EXECUTABLE, *map(str, self.words("--listen", f"127.0.0.1:{self.port}", "--organization", f"ORG{i}",
                                                                   "--label", "one"))],
                                    stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
                   for i in range(6)]
        done = [(process.communicate(timeout=PATIENCE), process.returncode) for process in running]
        kept = {f"ORG{i}" for i, (_, code) in enumerate(done) if code == 0}
        self.assertTrue(all("is running" in said[1] for said, code in done if code != 0), done)
        organizations = json.loads((self.etc / "catalogue" / "organizations.json").read_text())["organizations"]
        self.assertEqual({one["uid"] for one in organizations}, kept)
        self.assertTrue(kept)

    def test_a_file_in_the_way_of_the_report_is_kept(self):
        (self.folder / "invoices.xlsx").write_text("precious")
        self.setup("--organization", "ACME", "--connection", self.erp, "--table", "invoices")
        self.assertEqual((self.folder / "invoices.xlsx").read_text(), "precious")
        self.assertTrue(openpyxl.load_workbook(self.folder / "invoices-2.xlsx"))

    def test_a_certificate_is_checked_or_created_and_served(self):
        port = ["--listen", f"127.0.0.1:{self.port}", "--base-url", f"https://localhost:{self.port}"]
        pair = certificate(self.folder, "one")
        other = certificate(self.folder, "two")
        self.assertIn("does not", self.refused(*port, "--tls-certificate", pair[0], "--tls-key", other[1]))
        self.refused(*port, "--tls-certificate", self.folder / "none", "--tls-key", other[1])
        self.assertFalse((self.etc / "setup.toml").exists())
        self.setup("--base-url", f"https://localhost:{self.port}", "--self-signed")
        self.assertEqual(stat.S_IMODE((self.etc / "tls" / "self-signed.key").stat().st_mode), 0o640)
        self.serve()
        trust = ssl.create_default_context(cafile=self.etc / "tls" / "self-signed.crt")
        client = http.client.HTTPSConnection("localhost", self.port, context=trust, timeout=PATIENCE)
        client.request("GET", "/healthz")
        self.assertEqual(client.getresponse().status, 200)
        client.close()
        read = subprocess.run(["openssl", "x509", "-in", self.etc / "tls" / "self-signed.crt", "-noout", "-text"],
                              capture_output=True, text=True, check=True).stdout
        self.assertIn("DNS:localhost", read)
        before = (self.etc / "tls" / "self-signed.key").read_bytes()
        self.setup("--base-url", f"https://localhost:{self.port}", "--self-signed")
        self.assertEqual((self.etc / "tls" / "self-signed.key").read_bytes(), before)

    def test_a_public_address_is_refused_without_tls_and_writes_the_socket_with_it(self):
        public = f"0.0.0.0:{self.port}"
        self.assertIn("--base-url", self.refused("--listen", public))
        done = self.command(*self.words("--listen", public, "--base-url", "https://reports.example", "--self-signed",
                                        "--local-only"))
        self.assertEqual(done.returncode, 0, done.stderr)
        drop_in = (self.folder / "systemd" / "gormic-bi.socket.d" / "setup.conf").read_text()
        self.assertIn(f"ListenStream=\nListenStream={public}\n", drop_in)
        shipped = pathlib.Path(__file__).resolve().parents[2] / "packaging" / "local-only.conf"
        local = (self.folder / "systemd" / "gormic-bi.service.d" / "local-only.conf").read_text()
        def settings(text):
            return [line for line in text.splitlines() if line and not line.startswith("#")]
        self.assertEqual(settings(local), settings(shipped.read_text()))
        self.assertIn("DNS:reports.example", subprocess.run(
            ["openssl", "x509", "-in", self.etc / "tls" / "self-signed.crt", "-noout", "-text"],
            capture_output=True, text=True, check=True).stdout)

    def test_an_address_that_no_caller_can_use_is_refused(self):
        for listen in ("127.0.0.1:0", f"127.0.0.1:{self.port},127.0.0.1:{self.port}"):
            self.assertIn("each address once", self.refused("--listen", listen))
        begin = time.monotonic()
        self.assertIn("no.such.host.invalid", self.refused("--listen", f"no.such.host.invalid:{self.port}"))
        self.assertLess(time.monotonic() - begin, 30)

    def test_faults_of_the_configuration_file_are_reported_before_anything_is_written(self):
        (self.etc / "gormic-bi.toml").write_text(self.conffile + "listn = 1\n")
        self.assertIn("listen", self.refused("--listen", f"127.0.0.1:{self.port}"))
        self.assertFalse((self.etc / "setup.toml").exists())

    def answer(self, *pairs, words=()):
        """Answers each question (a part of it) on a terminal; returns what was said."""
        main, other = pty.openpty()
        process = subprocess.Popen([EXECUTABLE, *map(str, self.words(*words))], stdin=other, stdout=other,
                                   stderr=other, cwd=self.folder)
        os.close(other)
        said = ""
        deadline = time.monotonic() + PATIENCE
        def read():
            if not select.select([main], [], [], max(0, deadline - time.monotonic()))[0]:
                self.fail(said)
            try:
                return os.read(main, 4096).decode()
            except OSError:  # the terminal's end
                return ""
        for question, answer in pairs:
            begin = len(said)
            while question not in said[begin:] or not said.rstrip("\r\n").endswith(": "):
                text = read()
                if not text:
                    self.fail(said)
                said += text
            os.write(main, answer.encode() + b"\n")
        while text := read():
            said += text
        os.close(main)
        self.assertEqual(process.wait(PATIENCE), 0, said)
        return said

    def test_questions_are_asked_again_until_the_answer_is_good(self):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            said = self.answer(("Listen on", "%s:%d" % other.getsockname()), ("is taken", f"127.0.0.1:{self.port}"),
                               ("organization", "AC ME"), ("letters", "ACME"), ("in English", ""), ("in Arabic", ""),
                               ("time zone", "Asia/Riyad"), ("Asia/Riyad", "Asia/Riyadh"), ("First source", "/none.db"), ("no such file", str(self.erp)), ("Name of the source", ""),
                               ("Tables: invoices", "none"), ("cannot be used", "invoices"), ("administrator", ""))
        self.assertIn("The first report: ", said)
        self.assertTrue((self.etc / "catalogue" / "sources" / "erp.json").exists())

    def test_questions_and_messages_are_arabic_if_asked(self):
        said = self.answer(("HOST:PORT", f"127.0.0.1:{self.port}"), ("ACME", ""), ("SQLite", ""),
                           words=["--lang", "ar"])
        self.assertIn("\u0627\u0644\u062e\u0627\u062f\u0645", said)


@unittest.skipUnless(os.geteuid() == 0, "not root")
class AsRoot(unittest.TestCase):
    """Data of another user: whatever root runs, that user can open it afterwards."""

    USER = 65534

    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        os.chmod(self.folder, 0o755)
        self.state = self.folder / "state"
        self.state.mkdir()
        os.chown(self.state, self.USER, self.USER)
        self.data = self.state / "data"

    def run_command(self, *words):
        done = subprocess.run([EXECUTABLE, *map(str, words)], capture_output=True, text=True, timeout=PATIENCE,
                              stdin=subprocess.DEVNULL, cwd=self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def assert_of_the_user(self, folder):
        files = [folder, *folder.rglob("*")]
        self.assertGreater(len(files), 1)
        self.assertEqual({file.lstat().st_uid for file in files}, {self.USER})

    def test_key_backup_and_restore_leave_nothing_of_roots(self):
        self.run_command("key", "create", "--data", self.data, "--organization", "ACME", "--label", "x")
        self.run_command("key", "list", "--data", self.data)
        self.assert_of_the_user(self.data)
        self.assertIn("user:root", self.run_command("audit", "--data", self.data))
        self.run_command("backup", "--data", self.data, self.state / "backup")
        closed = subprocess.run([EXECUTABLE, "backup", "--data", self.data, self.folder / "backup"],
                                capture_output=True, text=True)
        self.assertEqual(closed.returncode, 1)
        self.assertIn("install -d -m 700 -o", closed.stderr)
        self.run_command("restore", "--data", self.state / "again", self.state / "backup")
        for folder in (self.state / "backup", self.state / "again"):
            self.assert_of_the_user(folder)

    def test_setup_writes_settings_as_root_and_data_as_the_user(self):
        etc = self.folder / "etc"
        (etc / "catalogue" / "models").mkdir(parents=True)
        (etc / "gormic-bi.toml").write_text(f'[serve]\ncatalogue = "{etc / "catalogue"}"\ndata = "{self.data}"\n')
        closed = self.folder / "closed.db"
        sqlite3.connect(closed).execute("CREATE TABLE t (x)").connection.close()
        os.chmod(closed, 0o600)
        opened = self.folder / "open.db"
        sqlite3.connect(opened).execute("CREATE TABLE t (x)").connection.close()
        words = ["setup", "--folder", etc, "--systemd-folder", self.folder / "systemd", "--listen",
                 f"127.0.0.1:{free_port()}", "--organization", "ACME", "--label", "x"]
        refused = subprocess.run([EXECUTABLE, *map(str, words), "--connection", closed], capture_output=True, text=True)
        self.assertEqual(refused.returncode, 1, "root may read it, the server's user may not")
        before = os.umask(0o077)
        try:
            self.run_command(*words, "--connection", opened, "--table", "t")
        finally:
            os.umask(before)
        self.assert_of_the_user(self.data)
        self.assertIn("user:root", self.run_command("audit", "--data", self.data))
        for file in ("organizations.json", "sources/open.json", "models/t.json", "models/t.sql"):
            self.assertEqual(stat.S_IMODE((etc / "catalogue" / file).stat().st_mode), 0o644, file)
        self.assertEqual(stat.S_IMODE((self.folder / "t.xlsx").stat().st_mode), 0o600)
        written = (etc / "setup.toml").stat()
        self.assertEqual((written.st_uid, written.st_gid, stat.S_IMODE(written.st_mode)), (0, self.USER, 0o640))


if __name__ == "__main__":
    unittest.main()
