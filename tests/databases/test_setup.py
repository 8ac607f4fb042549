"""setup with a database server as the first source: source, data model and report, as the server's user."""

import json
import os
import pathlib
import stat
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

import openpyxl

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "end_to_end"))

import mariadb
import odbc
import postgres
from engine import EXECUTABLE, free_port

USER = 65534  # nobody
PASSWORD = "p;w}%'1"
TABLE = "CREATE TABLE invoices (id int PRIMARY KEY, customer varchar(20)); INSERT INTO invoices VALUES (7, 'first');"


class Setup(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.folder.chmod(0o755)
        self.etc = self.folder / "etc"
        (self.etc / "catalogue" / "models").mkdir(parents=True)
        state = self.folder / "state"
        state.mkdir()
        if os.geteuid() == 0:
            os.chown(state, USER, USER)
        (self.etc / "gormic-bi.toml").write_text(
            f'[serve]\ncatalogue = "{self.etc / "catalogue"}"\ndata = "{state / "data"}"\n')

    def setup(self, *words):
        return subprocess.run(
            [EXECUTABLE, "setup", "--folder", self.etc, "--systemd-folder", self.folder, "--listen", f"127.0.0.1:{free_port()}",
             "--organization", "ACME", *words], capture_output=True, text=True, cwd=self.folder, check=False,
            stdin=subprocess.DEVNULL)

    def assert_reported(self, table, uid, *words):
        done = self.setup(*words, "--table", table)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        values = [cell for row in openpyxl.load_workbook(self.folder / f"{uid}.xlsx").active.values for cell in row]
        self.assertIn("first", values)

    @unittest.skipIf(postgres.binaries() is None, "no PostgreSQL is installed")
    def test_of_postgres(self):
        server = postgres.Postgres()
        self.addCleanup(server.close)
        server.folder.chmod(0o711)
        server.sql(f"{TABLE} CREATE SCHEMA sales; CREATE TABLE sales.\"Order Lines\" AS TABLE invoices;"
                   f"CREATE USER reports; GRANT SELECT ON invoices TO reports")
        word = urllib.parse.quote(PASSWORD)
        connection = f"postgresql://reports:{word}@/postgres?host={server.folder}&port={server.port}"
        self.assert_reported("invoices", "invoices", "--connection", connection)
        secret = self.etc / "catalogue" / "secrets" / "erp"
        self.assertEqual(stat.S_IMODE(secret.stat().st_mode), 0o640)
        self.assertNotIn(word, (self.etc / "catalogue" / "sources" / "erp.json").read_text())
        refused = self.setup("--source", "erp", "--table", "lines")
        self.assertEqual(refused.returncode, 1)
        # What the user may not read is not listed.
        self.assertIn("Tables: invoices\n", refused.stderr)
        self.assert_reported("sales.Order Lines", "sales-order-lines", "--source", "all", "--connection",
                             f"host={server.folder} port={server.port} dbname=postgres user=postgres")
        self.assertIn("Tables: invoices, sales.Order Lines\n", self.setup("--source", "all", "--table", "lines").stderr)

    @unittest.skipIf(postgres.binaries() is None or os.geteuid() != 0, "no PostgreSQL is installed, or not root")
    def test_of_postgres_as_the_servers_user_alone(self):
        server = postgres.Postgres()
        self.addCleanup(server.close)
        server.folder.chmod(0o711)
        server.sql(f"{TABLE} CREATE USER nobody; GRANT SELECT ON invoices TO nobody")  # there is no user root
        self.assert_reported("invoices", "invoices", "--connection",
                             f"postgresql:///postgres?host={server.folder}&port={server.port}")

    @unittest.skipUnless(mariadb.is_there() and odbc.driver("libmaodbc.so"), "no MariaDB or no driver is installed")
    def test_of_mariadb_through_odbc(self):
        server = mariadb.MariaDb()
        self.addCleanup(server.close)
        server.folder.chmod(0o711)
        server.sql(f"{TABLE} CREATE USER reports@localhost IDENTIFIED BY '{PASSWORD.replace(chr(39), chr(39) * 2)}';"
                   "GRANT SELECT ON all_types.* TO reports@localhost;")
        word = PASSWORD.replace("}", "}}")
        connection = f"Driver={odbc.driver('libmaodbc.so')};SOCKET={server.socket};Database=all_types;UID=reports;"
        refused = self.setup("--connection", connection + "PWD=wrong", "--dialect", "mariadb")
        self.assertEqual(refused.returncode, 1, refused.stdout)
        self.assertIn("Access denied", refused.stderr)
        self.assert_reported("invoices", "invoices", "--connection", f"{connection}PWD={{{word}}}", "--dialect", "mariadb")
        source = json.loads((self.etc / "catalogue" / "sources" / "erp.json").read_text())
        self.assertEqual(source["dialect"], "mariadb")
        self.assertIn("Tables: invoices\n", self.setup("--source", "erp", "--table", "lines").stderr)


if __name__ == "__main__":
    unittest.main()
