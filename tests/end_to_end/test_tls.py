"""The TLS listener as other clients see it: curl, Python's ssl and OpenSSL's s_client."""

import http.client
import json
import os
import pathlib
import pty
import re
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
import unittest

import shop
from certificate import certificate
from engine import CATALOGUES, EXECUTABLE, PATIENCE, Engine, run

HANDSHAKE = 1  # seconds that a handshake may take


class Tls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.certificate, cls.private = certificate(cls.folder, "one")
        cls.catalogue = cls.folder / "catalogue"
        shutil.copytree(CATALOGUES / "shop", cls.catalogue)
        shutil.copy(shop.create(cls.folder / "shop.sqlite"), cls.catalogue / "shop.sqlite")
        data = cls.folder / "data"
        cls.key = run("key", "create", "--data", data, "--organization", "ACME", "--label", "test").strip()
        cls.process = subprocess.Popen(
            [EXECUTABLE, "serve", "--catalogue", cls.catalogue, "--data", data, "--listen", "127.0.0.1:0,[::1]:0", "--header-timeout", str(HANDSHAKE),
             "--tls-certificate", cls.certificate, "--tls-key", cls.private],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        cls.addClassCleanup(cls.end)
        cls.urls = []
        for line in cls.process.stderr:
            if found := re.search(r"listening .*?url=\"?(https://[^\s\"]+)", line):
                cls.urls.append(found.group(1))
            if len(cls.urls) == 2:
                break
        cls.port = int(cls.urls[0].rsplit(":", 1)[1])

    @classmethod
    def end(cls):
        cls.process.terminate()
        code = cls.process.wait(PATIENCE)
        cls.process.stderr.close()
        assert code == 0, code

    def test_tls_1_2_allows_only_authenticated_encryption(self):
        for ciphers, is_taken in (("ECDHE+AESGCM", True), ("ECDHE+AES:!AESGCM:!AESCCM", False)):
            with self.subTest(ciphers):
                context = self.trusting()
                context.maximum_version = ssl.TLSVersion.TLSv1_2
                context.set_ciphers(ciphers)
                connection = self.connection(context)
                if is_taken:
                    connection.request("GET", "/healthz")
                    self.assertEqual(connection.getresponse().status, 200)
                else:
                    self.assertRaises(ssl.SSLError, connection.request, "GET", "/healthz")
                connection.close()

    def trusting(self):
        return ssl.create_default_context(cafile=self.certificate)

    def connection(self, context=None):
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=PATIENCE,
                                           context=context or self.trusting())

    def ask(self, connection, method, path, body=None):
        connection.request(method, path, body, {"api-key": self.key, "organization-id": "ACME",
                                                "Content-Type": "application/json"})
        answer = connection.getresponse()
        return answer, answer.read()

    def test_a_report_is_submitted_and_downloaded_over_one_connection(self):
        connection = self.connection()
        self.addCleanup(connection.close)
        order = {"params": {"uid": "shop.many", "lang": "ar", "template": "excel-auto",
                            "parameters": [{"key": "rows", "value": {"value": 30_000}}]}}
        answer, body = self.ask(connection, "POST", "/v1/bi/jobs", json.dumps(order))
        self.assertEqual(answer.status, 200, body)
        path = "/v1/bi/jobs/" + json.loads(body)["data"]["jobId"]
        job = {"status": ""}
        while job["status"] not in ("completed", "failed"):
            job = json.loads(self.ask(connection, "GET", path + "?wait=25")[1])["data"]["job"]
        self.assertEqual(job["status"], "completed", job)
        self.assertTrue(job["downloadUrl"].startswith(self.urls[0]))
        answer, body = self.ask(connection, "GET", job["downloadUrl"][len(self.urls[0]):])
        self.assertEqual((answer.status, len(body)), (200, job["bytes"]))
        self.assertGreater(len(body), 100_000)
        curled = subprocess.run(["curl", "-sS", "--fail", "--cacert", self.certificate, "-H", "Range: bytes=5-",
                                 job["downloadUrl"]], capture_output=True, check=True).stdout
        self.assertEqual(curled, body[5:])

    def test_ipv4_and_ipv6_are_served(self):
        for url in self.urls:
            done = subprocess.run(["curl", "-sS", "--fail", "-g", "--cacert", self.certificate, url + "/healthz"],
                                  capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("[::1]", self.urls[1])

    def test_only_tls_1_2_and_1_3_are_accepted(self):
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            context = self.trusting()
            context.minimum_version = context.maximum_version = version
            connection = self.connection(context)
            self.assertEqual(self.ask(connection, "GET", "/healthz")[0].status, 200)
            connection.close()
        for flag in ("-tls1", "-tls1_1"):
            done = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{self.port}", flag,
                                   "-cipher", "DEFAULT:@SECLEVEL=0"], stdin=subprocess.DEVNULL,
                                  capture_output=True, text=True)
            self.assertNotEqual(done.returncode, 0, done.stdout)

    def test_a_client_without_tls_is_not_answered(self):
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as client:
            client.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            received = b""
            try:
                while part := client.recv(4096):
                    received += part
            except ConnectionResetError:
                pass
        self.assertNotIn(b"HTTP/1.1", received)

    def test_a_slow_handshake_is_closed_and_delays_no_other_client(self):
        slow = [socket.create_connection(("127.0.0.1", self.port), PATIENCE) for _ in range(200)]
        for client in slow:
            client.sendall(b"\x16\x03\x01")
        begin = time.monotonic()
        connection = self.connection()
        self.assertEqual(self.ask(connection, "GET", "/healthz")[0].status, 200)
        connection.close()
        for client in slow:
            client.settimeout(PATIENCE)
            try:
                while client.recv(4096):
                    pass
            except ConnectionResetError:
                pass
            client.close()
        self.assertGreater(time.monotonic() - begin, HANDSHAKE * 0.5)

    def test_at_the_limit_of_handshakes_the_oldest_is_closed(self):
        database = shop.create(self.folder / "bound.sqlite")
        options = "--max-tls-handshakes", "3", "--header-timeout", "3600"
        with Engine("shop", database, options=options, tls=(self.certificate, self.private)) as engine:
            port = int(engine.url.rsplit(":", 1)[1])
            slow = [socket.create_connection(("127.0.0.1", port), PATIENCE) for _ in range(5)]
            for client in slow[:2]:
                self.assertEqual(client.recv(1), b"")
            self.assertEqual(engine.get("/healthz").status, 200)  # a third one replaced it
            self.assertEqual(slow[2].recv(1), b"")
            for client in slow:
                client.close()

    def shown(self, port):
        """The certificate that a new connection gets, in PEM."""
        return ssl.get_server_certificate(("127.0.0.1", port), timeout=PATIENCE)

    def test_the_next_connection_gets_a_renewed_certificate(self):
        names = [certificate(self.folder, name) for name in ("first", "second", "third")]
        live = [self.folder / "live.crt", self.folder / "live.key"]
        for path, file in zip(live, names[0]):  # symbolic links to the newest files, as certbot makes them
            path.symlink_to(file)
        database = shop.create(self.folder / "renewed.sqlite")
        with Engine("shop", database, tls=live) as engine:
            port = int(engine.url.rsplit(":", 1)[1])
            self.assertEqual(self.shown(port).strip(), names[0][0].read_text().strip())
            for path, file in zip(live, names[1]):
                link = path.with_suffix(".new")
                link.symlink_to(file)
                link.rename(path)
                # While the key does not match, the old certificate stays.
                shown = names[1] if path is live[1] else names[0]
                self.assertEqual(self.shown(port).strip(), shown[0].read_text().strip())
            for path, file in zip(names[1], names[2]):  # overwritten in two halves
                whole = file.read_bytes()
                with path.open("wb", buffering=0) as written:
                    for half in (whole[:200], whole[200:]):
                        written.write(half)
                        self.shown(port)
            self.assertEqual(self.shown(port).strip(), names[2][0].read_text().strip())
            self.assertIn("tls.renewed", engine.log)
            engine._context = ssl.create_default_context(cafile=names[2][0])

    def test_sighup_loads_a_renewed_certificate_and_ends_nothing(self):
        live = [self.folder / "hung.crt", self.folder / "hung.key"]
        for path, file in zip(live, certificate(self.folder, "before")):
            shutil.copy(file, path)
        process = self.started_apart(live, start_new_session=True)
        try:
            self.log_until(process, "listening")
            process.send_signal(signal.SIGHUP)
            self.log_until(process, "tls.unchanged")
            for path, file in zip(live, certificate(self.folder, "after")):
                shutil.copy(file, path)
            process.send_signal(signal.SIGHUP)
            self.log_until(process, "tls.renewed")
        finally:
            process.terminate()
            self.assertEqual(process.wait(PATIENCE), 0)
            process.stderr.close()

    def test_closing_the_terminal_ends_the_server(self):
        master, terminal = pty.openpty()
        process = self.started_apart((self.certificate, self.private), start_new_session=True, stdin=terminal,
                                     preexec_fn=lambda: os.close(os.open(os.ttyname(terminal), os.O_RDWR)))
        os.close(terminal)
        self.log_until(process, "listening")
        os.close(master)
        self.assertEqual(process.wait(PATIENCE), 0)
        process.stderr.close()

    def started_apart(self, files, **more):
        return subprocess.Popen(
            [EXECUTABLE, "serve", "--catalogue", self.catalogue, "--data", self.folder / ("data of " + self.id()),
             "--listen", "127.0.0.1:0", "--tls-certificate", files[0], "--tls-key", files[1]],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **more)

    def log_until(self, process, word):
        for line in process.stderr:
            if word in line:
                return
        self.fail(f"ended without {word}")

    def refused(self, *options):
        own = "--data", self.folder / "data of the refused"  # the server has its own descriptor
        done = subprocess.run([EXECUTABLE, "serve", "--catalogue", self.catalogue, *own, *options],
                              capture_output=True, text=True, timeout=PATIENCE)
        self.assertNotEqual(done.returncode, 0)
        return done.stderr

    def test_a_public_address_needs_a_base_url_and_tls(self):
        self.assertIn("--base-url", self.refused("--listen", "0.0.0.0:0"))
        self.assertIn("--tls-certificate",
                      self.refused("--listen", "[::]:0", "--base-url", "https://reports.example"))

    def test_behind_a_proxy_links_need_a_base_url(self):
        self.assertIn("--base-url", self.refused("--listen", "127.0.0.1:0", "--trusted-proxy", "127.0.0.1"))
        for url in ("https://u:p@x", "https://x/", "https://x/a/", "https://x/\u062a", "https://x/a b", "https://x/?a", "x/a"):
            with self.subTest(url):
                self.assertIn("without a user", self.refused("--listen", "127.0.0.1:0", "--base-url", url))

    def test_unusable_files_are_reported_with_a_remedy(self):
        absent, wrong, locked = (self.folder / name for name in ("absent.pem", "wrong.pem", "locked.pem"))
        wrong.write_text("no PEM")
        subprocess.run(["openssl", "pkey", "-in", self.private, "-aes256", "-passout", "pass:secret", "-out", locked],
                       check=True, capture_output=True)
        for certificate_file, key, sentence in (
                (absent, self.private, f"The TLS file {absent} cannot be opened"),
                (self.certificate, absent, f"The TLS file {absent} cannot be opened"),
                (self.folder, self.private, f"The TLS file {self.folder} cannot be opened"),
                (wrong, self.private, f"The file {wrong} has no TLS certificate"),
                (self.private, self.private, f"The file {self.private} has no TLS certificate"),
                (self.certificate, wrong, f"The file {wrong} has no private key"),
                (self.certificate, self.certificate, f"The file {self.certificate} has no private key"),
                (self.certificate, locked, f"The TLS key {locked} is protected by a passphrase")):
            with self.subTest(sentence):
                self.assertIn(sentence, self.refused("--listen", "127.0.0.1:0", "--tls-certificate", certificate_file,
                                                     "--tls-key", key))

    def test_a_certificate_and_key_that_do_not_match_are_reported(self):
        _, other = certificate(self.folder, "two")
        self.assertIn(f"The TLS key {other} does not belong",
                      self.refused("--listen", "127.0.0.1:0", "--tls-certificate", self.certificate, "--tls-key", other))
        self.assertIn("one of the two is missing",
                      self.refused("--listen", "127.0.0.1:0", "--tls-key", self.private))


if __name__ == "__main__":
    unittest.main()
