"""The measurements as Markdown."""

import dataclasses
import datetime
import os
import pathlib
import platform
import re
import subprocess


@dataclasses.dataclass
class Reach:
    what: str
    measured: str
    wanted: str
    is_met: bool


@dataclasses.dataclass
class Part:
    title: str
    table: str
    reach: list


def table(titles, rows):
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def ratio(a, b):
    """a / b, with two significant digits or so."""
    times = a / b
    return f"{times:.1f}" if times >= 2 else f"{times:.2f}"


def times(what, measured, least):
    return Reach(what, ratio(measured, 1), f"at least {least}", measured >= least)


def most(what, measured, limit, unit):
    value = f"{measured:.1f} {unit}" if unit else f"{measured:.2f}"
    if limit is None:
        return Reach(what, value, "flat", measured < 1.5)
    return Reach(what, value, f"at most {limit} {unit}".strip(), measured <= limit)


def mebibytes(size):
    return f"{size / 2**20:,.0f} MiB"


def megabytes(size):
    return f"{size / 1e6:,.1f} MB"


def of_renders(results):
    """A table with the ratios to the first result, A."""
    base = results[0].median
    rows = []
    for result in results:
        found = result.median
        if not found:
            rows.append([result.name, f"failed: {result.failure}", *[""] * 6])
            continue
        rows.append([result.name, f"{found.wall:.2f} s", ratio(base.wall, found.wall),
                     f"{found.cpu:.2f} s", ratio(base.cpu, found.cpu), mebibytes(found.rss),
                     megabytes(found.size), result.rounds])
    return table(["", "wall", "x A", "CPU", "x A", "peak RSS", "file", "runs"], rows)


def of_memory(results):
    return table(["rows", "peak RSS", "wall", "file"],
                 [[result.name, mebibytes(result.median.rss), f"{result.median.wall:.2f} s",
                   megabytes(result.median.size)] for result in results])


def machine():
    cpu = re.search(r"model name\s*:\s*(.+)", pathlib.Path("/proc/cpuinfo").read_text())
    name = cpu.group(1) if cpu else platform.machine()
    return f"{os.cpu_count()} cores of {name}, Linux {platform.release()}"


def results(build, parts):
    version = subprocess.run([build.engine, "--version"], capture_output=True, text=True,
                             check=True).stdout.strip()
    reached = [[reach.what, reach.measured, reach.wanted, "yes" if reach.is_met else "**no**"]
               for part in parts for reach in part.reach]
    text = [f"# What was measured\n\n`tests/bench/run.sh`, {version}, on {datetime.date.today()}: "
            f"{machine()}.\nMedians; programs run in turn, so that a busy minute meets all of them.\n"
            "*A* is the obvious program over libxlsxwriter, `tests/bench/baseline.cpp`.",
            table(["", "measured", "to reach", "reached"], reached)]
    for part in parts:
        text += [f"## {part.title}", part.table]
    return "\n\n".join(text) + "\n"
