"""Counts the instructions per row, which do not depend on the load of the machine, and compares
them with a limit.     instructions.py ENGINE"""

import pathlib
import re
import subprocess
import sys
import tempfile

import data
import programs

FEWER, MORE = 20_000, 30_000  # rows; few names among those between them are new
# Of the release build, by g++ 12 on x86-64. A change that makes rows a tenth more expensive must
# give its reason and raise this.
PER_ROW = 14_600
NOT_THERE = 77  # exit code of a test that could not run


def count(build, catalogue, rows):
    with tempfile.TemporaryDirectory(dir=build.folder) as name:
        command = programs.ours(build).command(catalogue, rows, pathlib.Path(name) / "out.xlsx")
        # One core: no thread waits for another, which costs instructions too.
        done = subprocess.run(["taskset", "-c", "0", "valgrind", "--tool=callgrind",
                               "--callgrind-out-file=/dev/null", *map(str, command)],
                              capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or not found:
        raise SystemExit(f"valgrind ended with {done.returncode}:\n{done.stderr}")
    return int(found.group(1))


def main():
    engine = pathlib.Path(sys.argv[1])
    if not engine.exists():
        print(f"{engine} is not built")
        return NOT_THERE
    with tempfile.TemporaryDirectory(prefix="gormic-bi-test-") as name:
        folder = pathlib.Path(name)
        build = programs.Build(engine, engine.parent, folder)
        catalogue = data.catalogue(folder / "invoices", MORE)
        # The cost of the start is the same in both runs.
        per_row = (count(build, catalogue, MORE) - count(build, catalogue, FEWER)) / (MORE - FEWER)
    print(f"{per_row:,.0f} instructions a row of ten columns; {PER_ROW:,} and a tenth are allowed")
    return 0 if PER_ROW / 2 < per_row < PER_ROW * 1.1 else 1


if __name__ == "__main__":
    sys.exit(main())
