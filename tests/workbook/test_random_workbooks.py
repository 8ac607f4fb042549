"""Random and hostile cells of random_workbook.cpp, as other programs read them: zlib inflates each
part to its CRC, expat parses it as XML, and openpyxl reads back the values that were written.
    test_random_workbooks.py PROGRAM [SEEDS [FIRST]]"""

import datetime
import decimal
import math
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree
import zipfile

import openpyxl

PROGRAM = sys.argv[1]
SEEDS = int(sys.argv[2]) if len(sys.argv) > 2 else 10
FIRST = int(sys.argv[3]) if len(sys.argv) > 3 else 1
EPOCH = datetime.datetime(1899, 12, 30)
LONGEST, MOST_LINES = 32_767, 253
# C0 controls except TAB and LF; bidi embeddings, overrides and isolates; two noncharacters.
UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def text_of(raw):
    """The text that a cell holds for these bytes: repaired, and without unwanted characters."""
    text = raw.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return UNWANTED.sub(lambda found: "\ufffd" if found[0] in "\ufffe\uffff" else "", text)


def units(text):
    return len(text.encode("utf-16-le")) // 2


def number_or_text(value):
    """Excel holds 15 digits; longer numbers are written as text."""
    plain = format(value, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    digits = plain.lstrip("-").replace(".", "").lstrip("0")
    return plain if len(digits) > 15 else float(value)


class Pushed:
    def __init__(self, lines):
        self.rows = []
        for line in lines:
            kind, *values = line.split(" ")
            if kind == "row":
                self.rows.append([])
            else:
                self.rows[-1].append((kind, values))


class Random(unittest.TestCase):
    def test_all_is_read_back(self):
        for seed in range(FIRST, FIRST + SEEDS):
            with self.subTest(seed=seed), tempfile.TemporaryDirectory() as name:
                file = pathlib.Path(name) / "random.xlsx"
                done = subprocess.run([PROGRAM, str(seed), file, name], capture_output=True,
                                      text=True)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.check_parts(file)
                self.check_values(file, Pushed(done.stdout.splitlines()))

    def check_parts(self, file):
        with zipfile.ZipFile(file) as package:
            self.assertIsNone(package.testzip())
            for part in package.namelist():
                xml.etree.ElementTree.fromstring(package.read(part))

    def check_values(self, file, pushed):
        sheet = openpyxl.load_workbook(file).worksheets[0]
        for number, row in enumerate(pushed.rows, 1):
            for column, (kind, values) in enumerate(row, 1):
                cell = sheet.cell(number, column)
                where = f"{cell.coordinate}: {kind} {' '.join(values)[:200]}"
                getattr(self, f"check_{kind}")(cell, where, *values)
        self.assertLessEqual(sheet.max_row, len(pushed.rows))

    def check_blank(self, cell, where):
        self.assertIsNone(cell.value, where)

    def check_number(self, cell, where, value):
        self.assertEqual(cell.value, number_or_text(value), where)
        self.assertEqual(cell.data_type, "s" if isinstance(cell.value, str) else "n", where)

    def check_integer(self, cell, where, value):
        self.check_number(cell, where, decimal.Decimal(value))

    def check_scaled(self, cell, where, value, scale):
        with decimal.localcontext() as exact:
            exact.prec = 40
            self.check_number(cell, where, decimal.Decimal(value).scaleb(-int(scale)))

    def check_real(self, cell, where, bits):
        value, = struct.unpack("d", struct.pack("Q", int(bits)))
        self.assertEqual(cell.value, value if math.isfinite(value) else None, where)

    def check_day(self, cell, where, serial):
        self.assertEqual(cell.value, int(serial), where)

    def check_moment(self, cell, where, serial, second):
        self.assertEqual(cell.value, int(serial) + int(second) / 86_400, where)

    def check_text(self, cell, where, hexadecimal=""):
        wanted, read = text_of(bytes.fromhex(hexadecimal)), cell.value or ""
        # openpyxl reads "x005F_" as nothing, which undoes the escape of "_x0041_".
        plain = wanted.replace("x005F_", "")
        if units(wanted) <= LONGEST and wanted.count("\n") <= MOST_LINES:
            self.assertEqual(read.replace("x005F_", ""), plain, where)
        else:
            self.assertTrue(plain.startswith(read.replace("x005F_", "")), where)
            self.assertLessEqual(units(read), LONGEST, where)
            self.assertLessEqual(read.count("\n"), MOST_LINES, where)
            # The text in the file has escapes that openpyxl does not decode.
            self.assertTrue(units(read) > LONGEST * 0.6 or read.count("\n") == MOST_LINES, where)
        if read:
            self.assertEqual(cell.data_type, "s", where)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
