"""Signing in: links of the command line and of the demo, the cookie, and what ends a session."""

import concurrent.futures
import http.client
import json
import os
import pathlib
import re
import resource
import stat
import subprocess
import tempfile
import time
import unittest
import urllib.parse

import shop
from engine import EXECUTABLE, PATIENCE, Answer, Engine, run
from sessions import SAME_ORIGIN, cookie, open_stream, receive, sign_in

LINK = re.compile(r"(http://127\.0\.0\.1:\d+)/console/sign-in#([\w-]{43})")


def open_command(*arguments, **environment):
    # Without a desktop, unless the test gives one.
    kept = {name: value for name, value in os.environ.items()
            if name not in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")}
    return subprocess.run([EXECUTABLE, "open", *arguments], capture_output=True, text=True,
                          timeout=PATIENCE, env={**kept, **environment})


class SignIn(unittest.TestCase):
    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.engine = self.enterContext(Engine("shop", shop.create(pathlib.Path(folder, "shop.sqlite"))))

    def command(self, *words):
        return run(*words[:2], "--data", self.engine.data, *words[2:])

    def key_id(self, label):
        return next(line.split("\t")[0] for line in self.command("key", "list").splitlines()
                    if line.endswith(label))

    def test_open_prints_a_link_that_signs_in_once(self):
        opened = open_command("--data", self.engine.data)
        self.assertEqual(opened.returncode, 0, opened.stderr)
        base, token = LINK.fullmatch(opened.stdout.strip()).groups()
        self.assertEqual(base, self.engine.url)
        answer = sign_in(self.engine, signInToken=token)
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer.data["key"]["label"], "test")
        self.assertEqual(self.engine.get("/v1/bi/jobs", cookie(answer)).status, 200)
        again = sign_in(self.engine, signInToken=token)
        self.assertEqual((again.status, again.json["error"]["code"]), (401, "SIGN_IN_LINK_ENDED"))
        # Neither the token nor the cookie is in the log.
        secret = cookie(answer)["Cookie"].split("=", 1)[1]
        for word in (token, secret):
            self.assertNotIn(word, self.engine.log)

    def test_the_browser_gets_the_link_in_a_private_file_and_not_on_its_command_line(self):
        seen = self.engine.folder / "seen"
        browser = self.engine.folder / "browser.sh"
        browser.write_text(f"#!/bin/sh\nstat -c %a \"$1\" > {seen}.mode\necho \"$@\" > {seen}.words\n"
                           f"cp \"$1\" {seen}.html.part && mv {seen}.html.part {seen}.html\n")
        browser.chmod(0o755)
        process = subprocess.Popen([EXECUTABLE, "open", "--data", self.engine.data],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                   env={**os.environ, "BROWSER": str(browser)})
        deadline = time.monotonic() + PATIENCE
        page = pathlib.Path(f"{seen}.html")
        while not page.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        self.assertEqual(pathlib.Path(f"{seen}.mode").read_text().strip(), "600")
        words = pathlib.Path(f"{seen}.words").read_text().strip()
        text = page.read_text()
        url, token = LINK.search(text).group(0), LINK.search(text).group(2)
        self.assertIn(f'content="0; url={url}"', text)
        self.assertNotIn(token, words)
        self.assertTrue(pathlib.Path(words).exists())
        self.assertEqual(sign_in(self.engine, signInToken=token).status, 200)
        output, errors = process.communicate(timeout=PATIENCE)  # it ends once the link was used
        self.assertEqual(process.returncode, 0, errors)
        self.assertEqual(output.strip(), url)
        self.assertFalse(pathlib.Path(words).exists())

    def test_open_chooses_the_key(self):
        self.command("key", "create", "--organization", "ACME", "--label", "second", "--scopes", "read,operator")
        several = open_command("--data", self.engine.data, "--print")
        self.assertEqual(several.returncode, 1)
        for label in ("test", "second"):
            self.assertIn(f"--key {self.key_id(label)}  ACME, {label}", several.stderr)
        chosen = open_command("--data", self.engine.data, "--key", self.key_id("second"), "--print")
        answer = sign_in(self.engine, signInToken=LINK.search(chosen.stdout).group(2))
        self.assertEqual(answer.data["key"]["scopes"], ["read", "operator"])
        self.command("key", "revoke", self.key_id("second"))
        revoked = open_command("--data", self.engine.data, "--key", self.key_id("second"))
        self.assertEqual(revoked.returncode, 1)
        self.assertEqual(open_command("--data", self.engine.data, "--print").returncode, 0)

    def test_open_reads_the_servers_configuration_file(self):
        file = self.engine.folder / "gormic-bi.toml"
        file.write_text(f'[serve]\ndata = "{self.engine.data}"\nbase-url = "https://bi.example/"\n')
        signed_in = subprocess.run([EXECUTABLE, "--config", file, "open", "--print"], capture_output=True, text=True)
        self.assertRegex(signed_in.stdout, LINK)
        file.write_text('[serve]\ndata = "/nowhere/data"\nlisten = "0.0.0.0:8123"\n')
        plain = subprocess.run([EXECUTABLE, "--config", file, "open", "--print"], capture_output=True, text=True)
        self.assertEqual((plain.returncode, plain.stdout), (0, "http://127.0.0.1:8123/console\n"))
        missing = subprocess.run([EXECUTABLE, "open", "--data", self.engine.folder / "none"],
                                 capture_output=True, text=True)
        self.assertEqual(missing.returncode, 1)

    @unittest.skipUnless(os.geteuid() == 0, "only root becomes another user")
    def test_open_says_that_it_does_not_know_where_a_closed_server_is(self):
        if pathlib.Path("/etc/gormic-bi/gormic-bi.toml").exists():
            self.skipTest("the machine has a configuration file")
        closed = subprocess.run([EXECUTABLE, "open", "--data", self.engine.data, "--print"],
                                capture_output=True, text=True, timeout=PATIENCE, user=65534, group=65534,
                                extra_groups=[], env={})
        self.assertEqual((closed.returncode, closed.stdout), (0, "http://127.0.0.1:8080/console\n"), closed.stderr)
        self.assertIn("address is not known", closed.stderr)

    def test_open_says_that_no_server_runs(self):
        self.engine.stop()
        stopped = open_command("--data", self.engine.data)
        self.assertEqual(stopped.returncode, 1)
        self.assertIn("no server runs", stopped.stderr)
        self.engine.start()

    def test_sessions_survive_a_restart_and_the_rotation_of_their_key(self):
        session = cookie(sign_in(self.engine, apiKey=self.engine.key))
        self.command("key", "rotate", self.key_id("test"), "--hours", "0")
        self.engine.stop()
        self.engine.start()
        current = self.engine.get("/v1/bi/sessions/current", session)
        self.assertEqual(current.status, 200)
        self.assertEqual(self.engine.get("/v1/bi/jobs", {"api-key": self.engine.key}).status, 401)

    def test_a_longer_limit_does_not_revive_a_session_that_has_ended(self):
        self.restart("--session-idle", "2")
        session = cookie(sign_in(self.engine, apiKey=self.engine.key))
        deadline = time.monotonic() + 3
        while time.monotonic() < deadline:  # in steady use
            self.assertEqual(self.engine.get("/v1/bi/jobs", session).status, 200)
            time.sleep(0.1)
        time.sleep(2.2)  # unused: time is what ends it
        self.assertEqual(self.engine.get("/v1/bi/jobs", session).status, 401)
        self.restart()
        answer = self.engine.get("/v1/bi/jobs", session)
        self.assertEqual((answer.status, answer.json["error"]["code"]), (401, "SESSION_ENDED"))

    def restart(self, *options):
        self.engine.stop()
        self.engine._options = ["--workers", "2", *options]
        self.engine.start()

    def test_a_link_signs_in_with_the_key_that_its_own_was_rotated_into(self):
        self.command("key", "create", "--organization", "ACME", "--label", "boss", "--scopes", "admin")
        opened = open_command("--data", self.engine.data, "--key", self.key_id("boss"))
        token = LINK.fullmatch(opened.stdout.strip())[2]
        old = self.key_id("boss")
        self.command("key", "rotate", old)
        answer = sign_in(self.engine, signInToken=token)
        self.assertEqual((answer.status, answer.data["key"]["label"]), (200, "boss"))
        keys = self.engine.get("/v1/bi/keys", cookie(answer)).data["keys"]
        current, = [key for key in keys if key["current"]]
        self.assertNotEqual(current["id"], old)
        self.assertNotIn("expiresAt", current)

    def test_the_cookie_is_useless_on_another_installation(self):
        session = cookie(sign_in(self.engine, apiKey=self.engine.key))
        folder = self.enterContext(tempfile.TemporaryDirectory())
        with Engine("shop", shop.create(pathlib.Path(folder, "shop.sqlite"))) as other:
            answer = other.get("/v1/bi/jobs", session)
            self.assertEqual((answer.status, answer.json["error"]["code"]), (401, "UNAUTHORIZED"))
            theirs = cookie(sign_in(other, apiKey=other.key))
            both = {"Cookie": f"{session['Cookie']}; {theirs['Cookie']}"}
            self.assertEqual(other.get("/v1/bi/jobs", both).status, 200)
            self.assertEqual(self.engine.get("/v1/bi/jobs", both).status, 200)


CONSOLES = 1_000


class Consoles(unittest.TestCase):
    """Many people signed in with one key, each with one event stream."""

    def setUp(self):
        limit = resource.getrlimit(resource.RLIMIT_NOFILE)
        needed = 2 * CONSOLES
        if limit[0] < needed:
            if limit[1] < needed:
                self.skipTest("too few descriptors")
            resource.setrlimit(resource.RLIMIT_NOFILE, (needed, limit[1]))
            self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, limit)
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.engine = self.enterContext(Engine("shop", shop.create(pathlib.Path(folder, "shop.sqlite"))))

    def test_a_thousand_streams_cost_little_memory_and_end_with_their_key(self):
        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            signing = [pool.submit(sign_in, self.engine, apiKey=self.engine.key) for _ in range(CONSOLES)]
            cookies = [cookie(one.result()) for one in signing]
        before = self.engine.resident
        streams = [self.enterContext(open_stream(self.engine, header)) for header in cookies]
        growth = self.engine.resident - before
        if "GORMIC_BI_TEST_START" not in os.environ:  # sanitizers need more
            self.assertLess(growth, 64 * 2**20)
        # Other requests are still answered.
        self.assertEqual(self.engine.get("/v1/bi/jobs", cookies[0]).status, 200)
        listed = run("key", "list", "--data", self.engine.data).splitlines()[1].split("\t")[0]
        run("key", "revoke", "--data", self.engine.data, listed)
        begin = time.monotonic()
        for client in streams:
            receive(client, b'event: session\ndata: {"reason":"revoked"}')
        self.assertLess(time.monotonic() - begin, 10)


class Demo(unittest.TestCase):
    def test_another_run_replaces_the_key_and_keeps_what_belongs_to_it(self):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()), "demo")
        ids = set()
        for _ in range(3):
            run("demo", "--once", "--invoices", "100", "--directory", folder, "--listen", "127.0.0.1:0")
            live = [line for line in run("key", "list", "--data", folder / "data").splitlines()
                    if line.endswith("\tdemo") and "\tvalid\t" in line]
            self.assertEqual(len(live), 1, live)
            ids.add(live[0].split("\t")[0])
        self.assertEqual(len(ids), 3)
        found = json.loads("[%s]" % ",".join(run("audit", "--data", folder / "data", "--action", "key", "--format",
                                                 "json").splitlines()))
        self.assertEqual([one["action"] for one in found], ["key.created", "key.rotated", "key.rotated"])

    def test_the_demo_ends_with_a_sign_in_link_for_the_whole_installation(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        process = subprocess.Popen([EXECUTABLE, "demo", "--invoices", "200", "--directory", folder],
                                   stdout=subprocess.PIPE, text=True)
        try:
            lines = []
            for line in process.stdout:
                lines.append(line.rstrip("\n"))
                if "Ctrl-C" in line:
                    break
            consoles = [line for line in lines if "/console" in line]
            self.assertEqual(len(consoles), 1)
            base, token = LINK.fullmatch(consoles[0]).groups()
            self.assertTrue(any(f"curl -s {base}/v1/bi/jobs" in line for line in lines))
            connection = http.client.HTTPConnection(urllib.parse.urlsplit(base).netloc, timeout=PATIENCE)
            connection.request("POST", "/v1/bi/sessions", json.dumps({"signInToken": token}), SAME_ORIGIN)
            answer = Answer(connection.getresponse())
            connection.close()
            self.assertEqual(answer.status, 200)
            self.assertEqual(answer.data["key"]["scopes"], ["submit", "read", "cancel", "admin", "operator"])
            self.assertEqual(stat.S_IMODE(os.stat(pathlib.Path(folder, "data")).st_mode), 0o700)
        finally:
            process.terminate()
            process.stdout.close()
            self.assertEqual(process.wait(PATIENCE), 0)


if __name__ == "__main__":
    unittest.main()
