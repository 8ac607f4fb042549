"""The memory of a report does not grow with its rows, from PostgreSQL and through ODBC.
GORMIC_BI_TEST_ROWS sets the number of rows. Debian 12's MariaDB driver always buffers the whole
result, so it is not tested here."""

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
GROWTH = 24 * 1024  # KiB that allocators keep
COLUMNS = [{"key": "i", "type": "integer"}, {"key": "words", "type": "string"}, {"key": "amount", "type": "decimal"}]


def peak(catalogue, uid):
    """The peak memory in KiB of rendering a data model, and the output."""
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
            # Its driver buffers the whole result unless a cursor is requested.
            self.assert_flat({**through, "connection": through["connection"] + ";UseDeclareFetch=1;Fetch=1000"}, series)


if __name__ == "__main__":
    unittest.main()
