"""The memory of a report does not grow with its rows, from PostgreSQL and through ODBC. GORMIC_BI_TEST_ROWS=3000000
asks for as many. (Debian 12's driver of MariaDB keeps a whole result, whatever it is told: it is not asked here.)"""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "end_to_end"))

import odbc
import postgres
from engine import EXECUTABLE
from test_postgres import write_catalogue

ROWS = int(os.environ.get("GORMIC_BI_TEST_ROWS", "300000"))
FEW = 30_000
GROWTH = 24 * 1024  # KiB: what allocators keep
COLUMNS = [{"key": "i", "type": "integer"}, {"key": "words", "type": "string"}, {"key": "amount", "type": "decimal"}]


def peak(catalogue, uid):
    """KiB that rendering a data model held at the most, and what it printed."""
    out = catalogue / f"{uid}.xlsx"
    process = subprocess.Popen([EXECUTABLE, "render", "--catalogue", catalogue, "--model", uid, "--out", out],
                               stdout=subprocess.PIPE, text=True)
    told = process.stdout.read()
    process.stdout.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, told
    out.unlink()
    return usage.ru_maxrss, told


class Memory(unittest.TestCase):
    def assert_flat(self, source, series):
        with tempfile.TemporaryDirectory() as folder:
            catalogue = pathlib.Path(folder)
            for count in (FEW, ROWS):
                write_catalogue(catalogue, source, f"rows-{count}", series(count), columns=COLUMNS,
                                limits={"timeout": "1h"})
            few, _ = peak(catalogue, f"rows-{FEW}")
            many, told = peak(catalogue, f"rows-{ROWS}")
            self.assertIn(f" {ROWS} rows", told)
            print(f"{self.id().split('.')[-1]}: {few} KiB for {FEW} rows, {many} KiB for {ROWS}")
            self.assertLess(many - few, GROWTH)

    @unittest.skipIf(postgres.binaries() is None, "no PostgreSQL is installed")
    def test_of_postgres_and_odbc(self):
        server = postgres.Postgres()
        self.addCleanup(server.close)
        def series(count):
            return f"SELECT i, 'row ' || i AS words, i / 100.0 AS amount FROM generate_series(1, {count}) i"
        self.assert_flat(server.source, series)
        through = odbc.of_postgres(server)
        if through:
            # Its driver keeps a whole result unless it is told to fetch by a cursor.
            self.assert_flat({**through, "connection": through["connection"] + ";UseDeclareFetch=1;Fetch=1000"}, series)


if __name__ == "__main__":
    unittest.main()
