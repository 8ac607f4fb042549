"""Other programs read the workbooks of the benchmark's data: openpyxl checks each cell, LibreOffice
compares with A's file, and unzip tests the archive; also with more rows than a sheet holds."""

import argparse
import contextlib
import csv
import datetime
import itertools
import pathlib
import sqlite3
import subprocess
import tempfile

import openpyxl

import data
import programs

TITLE = "Invoice No."
COLUMNS = 10
# Raw values of each sheet, in UTF-8, with commas and quotes.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
EPOCH = datetime.datetime(1899, 12, 30)


class Wrong(Exception):
    pass


def demand(holds, what):
    if not holds:
        raise Wrong(what)


def read_rows(book):
    """The rows of each sheet with the header, from below it up to the first without a number."""
    for sheet in book.worksheets:
        rows = sheet.iter_rows(values_only=True)
        if any(row[0] == TITLE for row in itertools.islice(rows, 30)):
            yield sheet.title, itertools.takewhile(lambda row: isinstance(row[0], int), rows)


def database_rows(catalogue, count):
    found = sqlite3.connect(catalogue / "erp.sqlite").execute(
        "SELECT * FROM invoices WHERE id <= ?", [count])
    for number, day, *rest in found:
        yield (number, datetime.datetime.fromisoformat(day), *rest)


def rendered(build, catalogue, rows):
    file = build.folder / f"proof-{rows}.xlsx"
    file.unlink(missing_ok=True)
    command = programs.ours(build).command(catalogue, rows, file)
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)
    return file


def check_cells(build, catalogue, count):
    """Each cell equals the database, and `unzip -t` finds no error."""
    file = rendered(build, catalogue, count)
    subprocess.run(["unzip", "-tqq", file], check=True)
    wanted = database_rows(catalogue, count)
    sheets, seen = 0, 0
    with contextlib.closing(openpyxl.load_workbook(file, read_only=True)) as book:
        for title, rows in read_rows(book):
            sheets += 1
            for row in rows:
                seen += 1
                demand(row[:COLUMNS] == next(wanted), f"row {seen}, on {title}, is {row}")
    demand(seen == count, f"{seen:,} rows, and not {count:,}")
    print(f"{count:,} rows on {sheets} sheet(s): each cell equals the database; unzip -t is clean")
    file.unlink()


def csv_rows(file, count):
    with tempfile.TemporaryDirectory(prefix="gormic-bi-") as name:
        folder = pathlib.Path(name)
        subprocess.run(["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                        "--headless", "--convert-to", CSV, "--outdir", folder, file],
                       check=True, capture_output=True, timeout=1800)
        for sheet in sorted(folder.glob("*.csv")):
            with open(sheet, encoding="utf-8", newline="") as lines:
                rows = csv.reader(lines)
                if any(row[:1] == [TITLE] for row in itertools.islice(rows, 30)):
                    return list(itertools.islice(rows, count))
    raise Wrong(f"{file}: no header in LibreOffice's CSV")


def comparable(row):
    """The row with its date parsed: A's cells have another date format."""
    number, day, *rest = row
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%m/%d/%y"):
        with contextlib.suppress(ValueError):
            return [number, datetime.datetime.strptime(day, form).date(), *rest]
    return [number, (EPOCH + datetime.timedelta(days=float(day))).date(), *rest]


def check_csv(build, catalogue, count):
    """LibreOffice reads the same from our file and from A's."""
    ours = csv_rows(rendered(build, catalogue, count), count)
    file = build.folder / "proof-a.xlsx"
    subprocess.run([str(part) for part in programs.a(build).command(catalogue, count, file)],
                   check=True)
    for number, (row, wanted) in enumerate(zip(ours, csv_rows(file, count), strict=True), 1):
        demand(comparable(row) == comparable(wanted), f"row {number} is {row}, and A's {wanted}")
    demand(len(ours) == count, f"{len(ours):,} rows, and not {count:,}")
    print(f"{count:,} rows: LibreOffice reads the same of both files")
    file.unlink()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", type=pathlib.Path, required=True)
    parser.add_argument("--tools", type=pathlib.Path, required=True)
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--cells", type=int, nargs="+", default=[1_000_000, 3_000_000])
    parser.add_argument("--csv", type=int, default=100_000)
    told = parser.parse_args()
    build = programs.Build(told.engine, told.tools, told.folder)
    catalogue = data.catalogue(told.folder / "invoices", max([told.csv, *told.cells]))
    for count in told.cells:
        check_cells(build, catalogue, count)
    check_csv(build, catalogue, told.csv)


if __name__ == "__main__":
    main()
