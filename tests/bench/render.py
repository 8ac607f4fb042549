"""Runs programs that write a workbook in turn; medians of each."""

import dataclasses
import statistics
import sys

import programs


@dataclasses.dataclass
class Result:
    name: str
    rounds: int = 0
    median: programs.Sample | None = None
    failure: str = ""
    samples: list = dataclasses.field(default_factory=list)


def median(samples):
    return programs.Sample(*(statistics.median(getattr(sample, field.name) for sample in samples)
                             for field in dataclasses.fields(programs.Sample)))


def over(result, other):
    """Wall and CPU time of `result` over that of `other`: the medians of their rounds' ratios."""
    pairs = list(zip(result.samples, other.samples))
    return (statistics.median(one.wall / two.wall for one, two in pairs),
            statistics.median(one.cpu / two.cpu for one, two in pairs))


def say(text):
    print(text, file=sys.stderr, flush=True)


def interleaved(build, runs, catalogue, rows):
    """Runs each program once per round, so that a busy minute affects all of them; every other
    round in reverse, so that none profits from its place."""
    samples = {run.name: [] for run in runs}
    failures = {}
    for number in range(max(run.rounds for run in runs)):
        for run in runs if number % 2 == 0 else reversed(runs):
            if number >= run.rounds or run.name in failures:
                continue
            file = build.folder / "out.xlsx"
            try:
                sample = build.measured(run.command(catalogue, rows, file), file)
            except programs.Failed as failed:
                failures[run.name] = str(failed)
                say(f"{run.name}, {rows:,} rows: {failed}")
                continue
            samples[run.name].append(sample)
            say(f"{run.name}, {rows:,} rows: {sample.wall:.3f} s, {sample.rss / 2**20:.0f} MiB")
    return [Result(run.name, len(samples[run.name]), failure=failures[run.name])
            if run.name in failures
            else Result(run.name, run.rounds, median(samples[run.name]), samples=samples[run.name])
            for run in runs]
