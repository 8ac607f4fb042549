"""Bytes and bits are alike from each source: UTF-8 bytes are text, other bytes are hexadecimal,
and bits are numbers."""

import contextlib
import json
import pathlib
import sqlite3
import sys
import tempfile
import unittest

import openpyxl

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "end_to_end"))

import mariadb
import odbc
import postgres
import all_types
from engine import run
from test_postgres import write_catalogue

HELLO = all_types.TEXTS["hello"]
BYTES = [HELLO.encode(), b"\x89PNG\r\n\x1a\n", b"\x00\x09", b"12", b"\xff", b"tab\tline\n", b"", None, b"09"]
# The cells of BYTES in a string and in an integer column; "12" and "09" are numbers as text.
TEXTS = [HELLO, "89504E470D0A1A0A", "0009", "12", "FF", "tab\tline\n", None, None, "09"]
NUMBERS = [HELLO, "89504E470D0A1A0A", "0009", 12, "FF", "tab\tline\n", None, None, 9]
BITS = [12345, 0, 65535, 5]
LARGE = [2**63, 1, 2**64 - 1, 0]  # of 64 bits; a number of more digits than a cell stores is text
COLUMNS = [{"key": "n", "type": "integer"}, {"key": "text", "from": "b", "type": "string"},
           {"key": "number", "from": "b", "type": "integer"}]
BIT_COLUMNS = [{"key": "n", "type": "integer"}, {"key": "few", "type": "integer"}, {"key": "large", "type": "integer"},
               {"key": "flag", "type": "boolean"}, {"key": "words", "from": "few", "type": "string"}]


def literals(form):
    """Rows of bytes as SQL literals, in the database's spelling."""
    return ", ".join(f"({n}, {'NULL' if its is None else form.format(its.hex())})" for n, its in enumerate(BYTES))


class Bytes(unittest.TestCase):
    def report(self, source, sql, columns):
        """The rows below the titles, and the notices to the reader."""
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        write_catalogue(folder, source, "bytes", sql, columns=columns)
        out = folder / "bytes.xlsx"
        self.assertIn("no faults", run("model", "check", folder))
        run("render", "--catalogue", folder, "--model", "bytes", "--lang", "en", "--out", out)
        book = openpyxl.load_workbook(out)
        rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
        told = [row[1].value for row in book.worksheets[-1].iter_rows() if row[0].value == "Remark"]
        return rows[[row[0] for row in rows].index("n") + 1:], told

    def assert_bytes(self, source, sql="SELECT n, b FROM bytes ORDER BY n"):
        rows, told = self.report(source, sql, COLUMNS)
        self.assertEqual([row[1] for row in rows[:len(BYTES)]], TEXTS)
        self.assertEqual([row[2] for row in rows[:len(BYTES)]], NUMBERS)
        # Two columns have bytes, and one of them also values that are not numbers.
        self.assertEqual(len(told), 3, told)
        self.assertIn("3 values in the column \"text\" are bytes that are no text", told[0])
        self.assertIn("2 values in the column \"number\" are not of its type", told[1])
        self.assertIn("3 values in the column \"number\" are bytes that are no text", told[2])

    def assert_bits(self, source):
        rows, told = self.report(source, "SELECT n, few, large, flag FROM bits ORDER BY n", BIT_COLUMNS)
        rows = rows[:len(BITS)]
        self.assertEqual([row[1] for row in rows], BITS)
        self.assertEqual([row[2] for row in rows], [str(LARGE[0]), 1, str(LARGE[2]), 0])
        self.assertEqual([row[3] for row in rows], ["Yes", "No", "Yes", "No"])
        self.assertEqual([row[4] for row in rows], [str(its) for its in BITS])
        self.assertEqual(len(told), 1, told)
        self.assertIn("2 numbers in the column \"large\" have more than 15 digits", told[0])

    def sqlite(self):
        file = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory())) / "bytes.db"
        with contextlib.closing(sqlite3.connect(file)) as book, book:
            book.execute("CREATE TABLE bytes (n INTEGER, b BLOB)")
            book.executemany("INSERT INTO bytes VALUES (?, ?)", list(enumerate(BYTES)))
        return file

    def test_of_sqlite(self):
        file = self.sqlite()
        self.assert_bytes({"kind": "sqlite", "path": str(file)})
        if odbc.of_sqlite(file):
            self.assert_bytes(odbc.of_sqlite(file))

    @unittest.skipIf(postgres.binaries() is None, "no PostgreSQL is installed")
    def test_of_postgres(self):
        server = postgres.Postgres()
        self.addCleanup(server.close)
        values = literals(r"'\x{}'")
        bits = ", ".join(f"({n}, {few}::bit(16), b'{large:064b}', b'{1 - n % 2}')"
                         for n, (few, large) in enumerate(zip(BITS, LARGE)))
        server.sql(f"CREATE TABLE bytes (n int, b bytea); INSERT INTO bytes VALUES {values}; ALTER DATABASE postgres SET "
                   "bytea_output = 'escape'; CREATE TABLE bits (n int, few bit(16), large bit varying(64), flag bit(1)); "
                   f"INSERT INTO bits VALUES {bits}")
        self.assert_bytes(server.source)
        self.assert_bits(server.source)
        through = odbc.of_postgres(server)
        if through:
            self.assert_bytes(through)
        # Bit strings longer than an integer are bytes.
        rows, _ = self.report(server.source, "SELECT 1 AS n, repeat('01', 36)::bit varying AS b", COLUMNS)
        self.assertEqual(rows[0][:3], [1, "UUUUUUUUU", "UUUUUUUUU"])

    @unittest.skipIf(not mariadb.is_there() or not odbc.driver("libmaodbc.so"), "no MariaDB with its driver")
    def test_of_mariadb(self):
        server = mariadb.MariaDb()
        self.addCleanup(server.close)
        values = literals("X'{}'")
        bits = ", ".join(f"({n}, {few}, b'{large:b}', {1 - n % 2})" for n, (few, large) in enumerate(zip(BITS, LARGE)))
        server.sql(f"CREATE TABLE bytes (n int, b varbinary(30)); INSERT INTO bytes VALUES {values}; "
                   f"CREATE TABLE bits (n int, few bit(16), large bit(64), flag bit(1)); INSERT INTO bits VALUES {bits}")
        source = odbc.of_mariadb(server)
        self.assert_bytes(source)
        self.assert_bytes(source, "SELECT n, CAST(b AS BINARY) AS b FROM bytes ORDER BY n")
        self.assert_bits(source)


if __name__ == "__main__":
    unittest.main()
