"""Workbooks as two other programs read them: openpyxl, and LibreOffice through CSV."""

import csv
import pathlib
import subprocess
import tempfile
import warnings

import openpyxl

# Comma, quotes, UTF-8; the last "false": numbers with all their digits instead of as shown.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"


def rows_below(rows, titles):
    """The rows below the titles."""
    rows = [tuple(row) for row in rows]
    width = len(titles)
    for index, row in enumerate(rows):
        for first in range(len(row) - width + 1):
            if row[first:first + width] == tuple(titles):
                return [line[first:first + width] for line in rows[index + 1:]]
    raise AssertionError(f"no row holds {titles}: {rows[:12]}")


def cells(path, titles):
    """The values below the header, typed as openpyxl reads them."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = openpyxl.load_workbook(path, data_only=True)
    return rows_below(book.worksheets[0].iter_rows(values_only=True), titles)


def sheet(path):
    return openpyxl.load_workbook(path).worksheets[0]


def texts(path, titles):
    """The texts below the header, as LibreOffice shows them."""
    with tempfile.TemporaryDirectory(prefix="gormic-bi-office-") as folder:
        done = subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", CSV, "--outdir", f"{folder}/out", path],
            capture_output=True, text=True, timeout=300)
        files = sorted(pathlib.Path(folder, "out").glob("*.csv"))
        if not files:
            raise AssertionError(f"LibreOffice does not open {path}: {done.stdout}{done.stderr}")
        with files[0].open(encoding="utf-8", newline="") as lines:
            return rows_below(csv.reader(lines), titles)
