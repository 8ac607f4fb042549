"""What the service manager hears, the sockets that it opens, and the pages for man and shells."""

import fcntl
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest

import shop
from engine import CATALOGUES, EXECUTABLE, PATIENCE, run


PACKAGING = pathlib.Path(__file__).resolve().parents[2] / "packaging"


class Manager:
    """Starts the server as systemd does: with a socket for its states, and sockets to listen on."""

    def __init__(self, folder, database):
        self.folder = pathlib.Path(folder)
        shutil.copytree(CATALOGUES / "shop", self.folder / "catalogue")
        shutil.copy(database, self.folder / "catalogue" / "shop.sqlite")
        self.states = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.states.settimeout(PATIENCE)
        self.states.bind(str(self.folder / "notify"))

    def start(self, *options, sockets=(), environment=(), words=None):
        """`words` instead of the command `serve` with options."""
        def inherit():
            for number, opened in enumerate(copies, 3):
                os.dup2(opened, number)
        # Numbers that the child's 3, 4 ... do not overwrite.
        copies = [fcntl.fcntl(opened.fileno(), fcntl.F_DUPFD_CLOEXEC, 100) for opened in sockets]
        known = {"NOTIFY_SOCKET": str(self.folder / "notify"), **dict(environment)}
        words = [EXECUTABLE, *(words or ["serve", "--catalogue", self.folder / "catalogue",
                                         "--data", self.folder / "data", *options])]
        if sockets:
            known["LISTEN_FDS"] = str(len(sockets))
            # LISTEN_PID is that of the process itself.
            words = ["sh", "-c", 'LISTEN_PID=$$ exec "$@"', "-", *words]
        process = subprocess.Popen(words, env={**os.environ, **known}, stderr=subprocess.PIPE, text=True,
                                   pass_fds=range(3, 3 + len(sockets)) if sockets else (),
                                   preexec_fn=inherit if sockets else None)
        for opened in copies:
            os.close(opened)
        return process

    def state(self):
        return dict(line.split("=", 1) for line in self.states.recv(4096).decode().splitlines())


class Service(unittest.TestCase):
    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.manager = Manager(folder, shop.create(pathlib.Path(folder, "shop.sqlite")))
        self.addCleanup(self.manager.states.close)

    def start(self, *options, **others):
        process = self.manager.start(*options, **others)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def test_the_manager_hears_of_start_reload_and_stop(self):
        process = self.start("--listen", "127.0.0.1:0")
        ready = self.manager.state()
        self.assertEqual(ready["READY"], "1")
        self.assertRegex(ready["STATUS"], r"^Serving \d+ reports on http://127\.0\.0\.1:\d+$")
        process.send_signal(signal.SIGHUP)
        before = time.monotonic()
        reloading = self.manager.state()
        self.assertEqual(reloading["RELOADING"], "1")
        self.assertLess(abs(int(reloading["MONOTONIC_USEC"]) / 1e6 - before), PATIENCE)
        self.assertEqual(self.manager.state()["READY"], "1")
        process.terminate()
        self.assertEqual(self.manager.state(), {"STOPPING": "1"})
        self.assertEqual(process.wait(PATIENCE), 0)

    def test_an_empty_catalogue_is_served_and_its_status_says_what_to_do(self):
        shutil.rmtree(self.manager.folder / "catalogue")
        (self.manager.folder / "catalogue" / "models").mkdir(parents=True)
        self.start("--listen", "127.0.0.1:0")
        self.assertIn("Next: sudo gormic-bi setup", self.manager.state()["STATUS"])

    def test_the_units_commands_start_a_healthy_server_with_the_files_of_the_package(self):
        root = self.manager.folder / "root"
        (root / "etc/gormic-bi/catalogue/models").mkdir(parents=True)
        (root / "etc/gormic-bi/catalogue/sources").mkdir()
        (root / "var/lib/gormic-bi").mkdir(parents=True, mode=0o700)
        def moved(text):
            return re.sub(r"(/etc|/var/lib)/gormic-bi", lambda found: str(root) + found[0], text)
        (root / "etc/gormic-bi/gormic-bi.toml").write_text(moved((PACKAGING / "gormic-bi.toml").read_text()))
        tmpfiles = (PACKAGING / "debian" / "gormic-bi.tmpfiles").read_text()
        self.assertIn("f /etc/gormic-bi/setup.toml 0640 root gormic-bi", tmpfiles)
        (root / "etc/gormic-bi/setup.toml").touch(0o640)
        unit = (PACKAGING / "gormic-bi.service").read_text()
        before, = re.findall(r"^ExecStartPre=/usr/bin/gormic-bi (.*)$", unit, re.M)
        start, = re.findall(r"^ExecStart=/usr/bin/gormic-bi (.*)$", unit, re.M)
        run(*moved(before).split())
        one = self.opened()
        process = self.manager.start(sockets=[one], words=moved(start).split())
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        ready = self.manager.state()
        self.assertEqual(ready["READY"], "1")
        self.assertIn("sudo gormic-bi setup", ready["STATUS"])
        for path in ("/healthz", "/readyz", "/console"):
            with self.subTest(path), socket.create_connection(one.getsockname(), PATIENCE) as client:
                client.sendall(b"GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" % path.encode())
                self.assertEqual(client.recv(4096)[:12], b"HTTP/1.1 200")

    def test_the_watchdog_hears_of_a_living_process_and_not_of_a_stopped_one(self):
        process = self.start("--listen", "127.0.0.1:0", environment={"WATCHDOG_USEC": "600000"})
        self.assertEqual(self.manager.state()["READY"], "1")
        for _ in range(3):
            self.assertEqual(self.manager.state(), {"WATCHDOG": "1"})
        process.send_signal(signal.SIGSTOP)
        self.manager.states.settimeout(2)
        with self.assertRaises(TimeoutError):
            for _ in range(3):
                self.manager.state()
        process.send_signal(signal.SIGCONT)

    def test_another_process_is_not_the_watched_one(self):
        self.start("--listen", "127.0.0.1:0", environment={"WATCHDOG_USEC": "300000", "WATCHDOG_PID": "1"})
        self.assertEqual(self.manager.state()["READY"], "1")
        self.manager.states.settimeout(1)
        self.assertRaises(TimeoutError, self.manager.state)

    def opened(self, family=socket.AF_INET, address="127.0.0.1"):
        one = self.enterContext(socket.socket(family, socket.SOCK_STREAM))
        one.bind((address, 0))
        one.listen()
        return one

    def test_sockets_that_the_manager_opened_are_served(self):
        sockets = [self.opened(), self.opened()]
        process = self.start(sockets=sockets)
        self.assertIn("READY", self.manager.state())
        for one in sockets:
            with socket.create_connection(one.getsockname(), PATIENCE) as client:
                client.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                self.assertEqual(client.recv(4096)[:12], b"HTTP/1.1 200")
        process.terminate()
        self.assertEqual(process.wait(PATIENCE), 0)
        # The manager's socket listens still: who connects now is served by the next process.
        socket.create_connection(sockets[0].getsockname(), PATIENCE).close()

    def refused(self, *options, sockets):
        process = self.start(*options, sockets=sockets)
        error = process.communicate(timeout=PATIENCE)[1]
        self.assertEqual(process.returncode, 1, error)
        return error

    def test_another_address_than_the_managers_is_refused_and_both_are_named(self):
        one = self.opened()
        error = self.refused("--listen", "localhost:1", sockets=[one])
        self.assertIn("localhost:1", error)
        self.assertIn("127.0.0.1:%d" % one.getsockname()[1], error)

    def test_the_managers_sockets_are_held_to_the_rules_of_listen(self):
        one = self.opened(address="0.0.0.0")
        self.assertIn("--base-url", self.refused(sockets=[one]))

    def test_a_descriptor_that_does_not_listen_is_refused(self):
        with socket.socket() as idle:
            self.assertIn("ListenStream=", self.refused(sockets=[idle]))


class Manual(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        run("manual", "--folder", cls.folder)

    def test_each_command_has_a_page_that_man_shows_without_a_warning(self):
        pages = sorted((self.folder / "man1").iterdir())
        commands = re.findall(r"^  (\w+) ", run("--help").split("Subcommands:")[1].split("\n\n")[0], re.M)
        for command in commands:
            self.assertIn(self.folder / "man1" / f"gormic-bi-{command}.1", pages)
        self.assertGreater(len(pages), 15)
        if shutil.which("man") is None:
            self.skipTest("no man")
        for page in pages:
            shown = subprocess.run(["man", "--warnings", "-l", page], capture_output=True, text=True,
                                   env={**os.environ, "MANWIDTH": "80", "LC_ALL": "C.UTF-8"})
            self.assertEqual((shown.returncode, shown.stderr), (0, ""), page)

    def completed(self, *words):
        script = f". {self.folder}/completions/gormic-bi; COMP_WORDS=(gormic-bi \"$@\"); " \
                 "COMP_CWORD=$#; compopt() { :; }; _gormic_bi; printf '%s\\n' \"${COMPREPLY[@]}\""
        return subprocess.run(["bash", "-c", script, "-", *words], capture_output=True, text=True,
                              check=True).stdout.split()

    def test_bash_completes_commands_flags_and_choices(self):
        self.assertIn("serve", self.completed("s"))
        self.assertEqual(self.completed("key", "cr"), ["create"])
        self.assertIn("--data-of", self.completed("key", "create", "--data"))
        self.assertEqual(self.completed("key", "create", "--data-of", ""), ["own", "below"])
        self.assertEqual(self.completed("render", "--lang", "a"), ["ar"])
        self.assertEqual(self.completed("serve", "--data", "x"), [])  # file names, by bash itself

    def test_zsh_reads_its_completion(self):
        if shutil.which("zsh") is None:
            self.skipTest("no zsh")
        subprocess.run(["zsh", "-n", self.folder / "completions" / "_gormic-bi"], check=True)


if __name__ == "__main__":
    unittest.main()
