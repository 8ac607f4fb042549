"""A temporary MariaDB server for the tests, on a socket of its own."""

import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile
import time

SERVER = pathlib.Path("/usr/sbin/mariadbd")


def is_there():
    return SERVER.exists()


class MariaDb:
    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="gormic-bi-maria-"))
        self.socket = self.folder / "socket"
        user = []
        if os.geteuid() == 0:  # the server refuses to run as root
            account = pwd.getpwnam("mysql")
            os.chown(self.folder, account.pw_uid, account.pw_gid)
            user = ["--user=mysql"]
        self._data = ["--no-defaults", f"--datadir={self.folder / 'data'}", *user]
        with open(self.folder / "log", "wb") as log:
            subprocess.run(["mariadb-install-db", *self._data, "--auth-root-authentication-method=normal",
                            "--skip-test-db"], check=True, stdout=log, stderr=log)
        self._server = None
        self.start()
        self.sql("CREATE DATABASE all_types CHARACTER SET utf8mb4", "mysql")

    def start(self):
        with open(self.folder / "log", "ab") as log:
            self._server = subprocess.Popen(
                [SERVER, *self._data, f"--socket={self.socket}", "--skip-networking", "--innodb-flush-method=nosync",
                 "--innodb-buffer-pool-size=32M", "--character-set-server=utf8mb4"], stdout=log, stderr=log)
        deadline = time.monotonic() + 60
        while subprocess.run(["mariadb-admin", "--no-defaults", "-u", "root", "-S", self.socket, "ping"],
                             capture_output=True, check=False).returncode != 0:
            if self._server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.folder / "log").read_text(errors="replace"))
            time.sleep(0.05)

    def kill(self):
        """Kills the server without closing its connections, like a power failure."""
        self._server.kill()
        self._server.wait()

    def sql(self, text, database="all_types"):
        """Runs a script; returns its output, one line per row."""
        done = subprocess.run(["mariadb", "--no-defaults", "-N", "-B", "-u", "root", "-S", self.socket,
                               "--default-character-set=utf8mb4", database], input=text, capture_output=True,
                              text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        return done.stdout.splitlines()

    def close(self):
        self._server.terminate()
        self._server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
