"""A temporary PostgreSQL server for the tests, on a socket of its own."""

import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile
import time


SETTINGS = ["fsync=off", "shared_buffers=32MB", "max_connections=30", "timezone=UTC"]


def binaries():
    """The newest of Debian's installed servers; None if none is installed."""
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"),
                   key=lambda path: int(path.parts[4]))
    return found[-1].parent if found else None


class Postgres:
    """Sorts texts by ICU's English unless a query says otherwise, so that no test depends on the
    order of bytes by accident."""

    def __init__(self, port=None, settings=()):
        """With a port it also listens on 127.0.0.1."""
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="gormic-bi-pg-"))
        self.port = port or 5432
        self._settings = [*SETTINGS, f"port={self.port}", f"listen_addresses={'127.0.0.1' if port else ''}",
                          *settings]
        self._bin = binaries()
        self._user = []
        if os.geteuid() == 0:  # the server refuses to run as root
            self._user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
            account = pwd.getpwnam("postgres")
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        self._server = None
        self._run("initdb", "-D", self.folder / "data", "-U", "postgres", "-A", "trust", "--no-sync",
                  "-E", "UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en")
        self.start()

    @property
    def source(self):
        return {"kind": "postgres", "host": str(self.folder), "port": self.port, "user": "postgres",
                "database": "postgres"}

    def _run(self, program, *arguments):
        subprocess.run([*self._user, self._bin / program, *map(str, arguments)], check=True,
                       stdout=subprocess.DEVNULL, env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
                       cwd=self.folder)

    def start(self):
        with open(self.folder / "log", "ab") as log:
            self._server = subprocess.Popen(
                [*self._user, self._bin / "postgres", "-D", self.folder / "data", "-k", self.folder,
                 *(word for setting in self._settings for word in ("-c", setting))],
                stdout=log, stderr=log, cwd=self.folder)
        deadline = time.monotonic() + 60
        while subprocess.run([self._bin / "pg_isready", "-q", "-h", self.folder, "-p", str(self.port)],
                             check=False).returncode != 0:
            if self._server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.folder / "log").read_text())
            time.sleep(0.05)

    def kill(self):
        """Kills the server without closing its connections, like a power failure."""
        children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self._server.pid)], capture_output=True,
                                  text=True, check=False)
        for each in [self._server.pid, *map(int, children.stdout.split())]:
            try:
                os.kill(each, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self._server.wait()

    def sql(self, text):
        """Runs a script; returns its output, one line per row."""
        done = subprocess.run([self._bin / "psql", "-h", str(self.folder), "-p", str(self.port), "-U", "postgres", "-q", "-A", "-t",
                               "-v", "ON_ERROR_STOP=1", "-f", "-"], input=text, capture_output=True,
                              text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        return done.stdout.splitlines()

    def close(self):
        self._server.send_signal(signal.SIGQUIT)
        self._server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
