"""A PostgreSQL server over TLS: encryption, and authentication of both sides."""

import contextlib
import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest

import openpyxl

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "end_to_end"))

import postgres
from certificates import Authority
from engine import EXECUTABLE
from test_postgres import write_catalogue

# The encryption of the current session.
SQL = "SELECT CASE WHEN ssl THEN version ELSE 'plain' END AS words FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
# The user "certain" can log in only with a certificate.
WHO_IS_LET_IN = """local all postgres trust
hostssl all certain 127.0.0.1/32 cert
hostssl all all 127.0.0.1/32 trust
"""


def free_port():
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as server:
        return server.getsockname()[1]


@unittest.skipIf(postgres.binaries() is None, "no PostgreSQL is installed")
class Tls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        authority = Authority(folder, "authority")
        cls.trusted = authority.certificate
        cls.stranger = Authority(folder, "stranger").certificate
        cls.client = authority.sign("certain")
        cls.server = postgres.Postgres(free_port())
        cls.addClassCleanup(cls.server.close)
        key, certificate = authority.sign("server", host="localhost")
        for file, name in ((key, "server.key"), (certificate, "server.crt"), (cls.trusted, "root.crt")):
            cls.give(file, name)
        (cls.server.folder / "data" / "pg_hba.conf").write_text(WHO_IS_LET_IN)
        for command in ("CREATE ROLE certain LOGIN", "ALTER SYSTEM SET ssl_ca_file = 'root.crt'",
                        "ALTER SYSTEM SET ssl = on", "SELECT pg_reload_conf()"):
            cls.server.sql(command)
        while cls.server.sql("SHOW ssl") != ["on"]:
            pass

    @classmethod
    def give(cls, file, name):
        """Gives the file to the server, which requires that only it can read its key."""
        to = cls.server.folder / "data" / name
        shutil.copy(file, to)
        to.chmod(0o600)
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(to, account.pw_uid, account.pw_gid)

    def render(self, **options):
        """Renders a report of its own connection's encryption; returns the output and the file."""
        catalogue = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        source = {"kind": "postgres", "host": "localhost", "port": self.server.port, "user": "postgres",
                  "database": "postgres", **{name: str(value) for name, value in options.items()}}
        write_catalogue(catalogue, source, "m", SQL, columns=[{"key": "words", "type": "string"}])
        out = catalogue / "m.xlsx"
        return subprocess.run([EXECUTABLE, "render", "--catalogue", catalogue, "--model", "m", "--out", out],
                              capture_output=True, text=True, check=False), out

    def assert_encrypted(self, **options):
        done, out = self.render(**options)
        self.assertEqual(done.returncode, 0, done.stderr)
        cells = [cell.value for row in openpyxl.load_workbook(out).worksheets[0].iter_rows() for cell in row]
        self.assertIn("TLSv1.3", cells)

    def assert_refused(self, reason, **options):
        done, out = self.render(**options)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn('source "pg"', done.stderr)
        self.assertIn(reason, done.stderr)
        self.assertFalse(out.exists())

    def test_a_connection_is_encrypted_if_that_is_required(self):
        self.assert_encrypted(sslMode="require")

    def test_a_server_is_verified_by_its_authority_and_its_name(self):
        self.assert_encrypted(sslMode="verify-full", sslRootCert=self.trusted)
        self.assert_refused("certificate verify failed", sslMode="verify-full", sslRootCert=self.stranger)
        self.assert_refused("does not match host name", sslMode="verify-full", sslRootCert=self.trusted,
                            host="127.0.0.1")
        self.assert_encrypted(sslMode="verify-ca", sslRootCert=self.trusted, host="127.0.0.1")

    def test_a_server_that_requires_tls_refuses_a_plain_connection(self):
        self.assert_refused("no encryption", sslMode="disable")

    def test_a_client_can_log_in_with_a_certificate(self):
        key, certificate = self.client
        known = {"user": "certain", "sslMode": "verify-full", "sslRootCert": self.trusted}
        self.assert_encrypted(**known, sslCert=certificate, sslKey=key)
        self.assert_refused("certificate", **known)


if __name__ == "__main__":
    unittest.main()
