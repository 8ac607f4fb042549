"""The measured programs, and the measurement of one run."""

import dataclasses
import json
import os
import pathlib
import subprocess
import typing

HERE = pathlib.Path(__file__).resolve().parent
EARLIER = "the earlier executable"


@dataclasses.dataclass
class Sample:
    wall: float  # seconds
    cpu: float
    rss: int  # peak, in bytes
    size: int = 0  # of the file in bytes


class Failed(Exception):
    pass


@dataclasses.dataclass
class Build:
    """The executables, and a folder for their files."""
    engine: pathlib.Path
    tools: pathlib.Path
    folder: pathlib.Path

    def tool(self, name):
        return self.tools / f"bench-{name}"

    def measured(self, command, file=None):
        """Runs and measures the command; deletes `file`, which it writes."""
        os.sync()  # do not count pending writes of an earlier run
        told = self.folder / "sample.json"
        told.unlink(missing_ok=True)
        command = [self.tool("measure"), told, *command]
        try:
            done = subprocess.run([str(part) for part in command], stdout=subprocess.DEVNULL,
                                  stderr=subprocess.PIPE, text=True, errors="replace")
            if done.returncode != 0:
                words = done.stderr.strip().splitlines() or [f"ended with {done.returncode}"]
                raise Failed(next((word for word in words if "Error" in word), words[-1]))
            sample = Sample(**json.loads(told.read_text()))
            if file:
                sample.size = file.stat().st_size
            return sample
        finally:
            if file:
                file.unlink(missing_ok=True)


@dataclasses.dataclass
class Program:
    """`command` makes the command line for a catalogue, a number of rows and a file."""
    name: str
    command: typing.Callable
    rounds: int


def ours(build, *options, name="Gormic BI, `render`", engine=None, under=(), rounds=5):
    def command(catalogue, rows, file):
        return [*under, engine or build.engine, "render", "--catalogue", catalogue, "--model",
                "bench.invoices", "--organization", "wahat-group", "--parameter", f"rows={rows}",
                *options, "--out", file]
    return Program(name, command, rounds)


def a(build, *options, name="A: libxlsxwriter, constant memory", rounds=5):
    def command(catalogue, rows, file):
        return [build.tool("baseline"), catalogue / "erp.sqlite", rows, file, *options]
    return Program(name, command, rounds)


def has_option(build, option):
    told = subprocess.run([build.engine, "render", "--help"], capture_output=True, text=True,
                          check=True).stdout
    return f"--{option}" in told


def variants_of_ours(build, rounds, earlier=None):
    yield ours(build, rounds=rounds)
    if earlier:
        yield ours(build, name=EARLIER, engine=earlier, rounds=rounds)
    yield ours(build, name="the same, on one core", under=("taskset", "-c", "0"), rounds=rounds)
    if has_option(build, "compression"):
        yield ours(build, "--compression", "dense", name="the same, dense", rounds=rounds)


def peers(build, rounds):
    yield a(build, "memory", name="libxlsxwriter, in memory", rounds=rounds)
    modules = build.folder / "peers" / "node_modules"
    for name, program in [
            ("XlsxWriter, constant memory (Python)", ["/usr/bin/python3", "xlsxwriter_peer.py"]),
            ("openpyxl, write-only (Python)", ["/usr/bin/python3", "openpyxl_peer.py"]),
            ("exceljs, stream (Node)", ["env", f"NODE_PATH={modules}", "node", "exceljs.js"]),
            ("SheetJS, in memory (Node)", ["env", f"NODE_PATH={modules}", "node", "sheetjs.js"])]:
        def command(catalogue, rows, file, program=program):
            *before, script = program
            return [*before, HERE / "peers" / script, catalogue / "erp.sqlite", rows, file]
        yield Program(name, command, rounds)
