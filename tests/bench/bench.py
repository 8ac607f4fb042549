"""Measures the product and other programs; tests/bench/run.sh builds what this needs."""

import argparse
import pathlib

import data
import over_postgres
import programs
import render
import server
import tables

MIB = 2**20
MOST = 3  # times the rows of the other parts


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", type=pathlib.Path, required=True)
    parser.add_argument("--tools", type=pathlib.Path, required=True)
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5, help="of A and of the engine")
    parser.add_argument("--peers", choices=["all", "none"], default="all")
    parser.add_argument("--parts", nargs="+", choices=list(PARTS), default=list(PARTS))
    parser.add_argument("--earlier", type=pathlib.Path,
                        help="an earlier executable, measured in turn with this one")
    parser.add_argument("--write", type=pathlib.Path, help="the file for the results")
    return parser.parse_args()


def invoices(told):
    """Enough rows for every part."""
    return data.catalogue(told.folder / "invoices", MOST * told.rows)


def renders(build, told):
    runs = [programs.a(build, rounds=told.rounds),
            *programs.variants_of_ours(build, told.rounds, told.earlier)]
    if told.peers == "all":
        runs += programs.peers(build, rounds=1)
    results = render.interleaved(build, runs, invoices(told), told.rows)
    a, ours = (result.median for result in results[:2])
    over_earlier = []
    if told.earlier:
        wall, cpu = render.over(results[1], results[2])
        over_earlier = [
            tables.most("wall time of `render` over the earlier one's, in pairs", wall, 1.05, ""),
            tables.most("CPU time of `render` over the earlier one's, in pairs", cpu, 1.05, "")]
    return tables.Part(
        f"{told.rows:,} rows of ten columns", tables.of_renders(results),
        [*over_earlier, tables.times("wall time of A over that of `render`", a.wall / ours.wall, 12),
         tables.times("CPU time of A over that of `render`", a.cpu / ours.cpu, 9),
         tables.most("peak memory of `render`", ours.rss / MIB, 64, "MiB"),
         tables.most("size of its file over that of A's", ours.size / a.size, 1, "")])


def memory(build, told):
    counts = [told.rows // 100, told.rows // 10, told.rows, told.rows * MOST]
    catalogue = invoices(told)
    results = []
    for rows in counts:
        run = programs.ours(build, name=f"{rows:,}", rounds=1)
        results += render.interleaved(build, [run], catalogue, rows)
    peaks = [result.median.rss / MIB for result in results]
    return tables.Part("Memory over rows", tables.of_memory(results),
                       [tables.most("peak memory of three times the rows over that of a hundredth",
                                    peaks[-1] / peaks[0], None, "")])


def unrepeated(build, told):
    runs = [programs.a(build, rounds=3), programs.ours(build, rounds=3)]
    catalogue = data.catalogue(told.folder / "unrepeated", told.rows, repeats=False)
    results = render.interleaved(build, runs, catalogue, told.rows)
    a, ours = (result.median for result in results)
    return tables.Part("Text that never repeats", tables.of_renders(results),
                       [tables.times("wall time of A over that of `render`, text that never repeats",
                                     a.wall / ours.wall, 8)])


def submits(build, told):
    bare, one, many = server.submits(build, invoices(told), told.rounds)
    lines = [["a bare loop of write and sync", f"{bare:,.0f}", ""],
             ["one client", f"{one:,.0f}", tables.ratio(one, bare)],
             ["32 clients", f"{many:,.0f}", tables.ratio(many, bare)]]
    return tables.Part("Submits, each durable before its answer",
                       tables.table(["", "a second", "x the bare loop"], lines),
                       [tables.times("durable submits of one client over the bare loop",
                                     one / bare, 0.5),
                        tables.times("of 32 clients", many / bare, 5)])


def latency(build, told):
    times = server.latencies(build, invoices(told), count=300)
    p50, p99 = (1000 * times[int(len(times) * part)] for part in (0.5, 0.99))
    return tables.Part("From submit to completed, reports of 1,000 rows, one after the other",
                       tables.table(["p50", "p99"], [[f"{p50:.1f} ms", f"{p99:.1f} ms"]]),
                       [tables.most("submit to completed of 1,000 rows, p50", p50, 30, "ms")])


def previews(build, told):
    taken = server.previews(build, invoices(told), told.rows, count=50)
    lines = [[name, *(f"{1000 * times[int(len(times) * part)]:.0f} ms" for part in (0.5, 0.95))]
             for name, times in zip(["as they come", "the largest amounts first"], taken)]
    return tables.Part(f"Previews of {told.rows:,} rows",
                       tables.table(["rows", "p50", "p95"], lines),
                       [tables.most("the slowest preview", 1000 * max(taken[0][-1], taken[1][-1]),
                                    1000, "ms")])


def throughput(build, told):
    single, *rates = server.throughput(build, invoices(told), told.rows // 4,
                                       told.rounds)
    lines = [[name, f"{60 * rate:,.0f}", tables.ratio(rate, single)] for name, rate in
             zip(["one, with one thread", "1", "2", "4"], [single, *rates])]
    return tables.Part(f"Jobs of {told.rows // 4:,} rows at once",
                       tables.table(["jobs at once", "a minute", "x one with one thread"], lines),
                       [tables.times("throughput of two jobs at once over one at a time with one "
                                     "thread", rates[1] / single, 1.6)])


def beside_render(build, told):
    alone, served = server.beside_render(build, invoices(told), told.rows, told.rounds)
    return tables.Part(f"{told.rows:,} rows through the server",
                       tables.table(["`render`", "submit to completed"],
                                    [[f"{alone:.2f} s", f"{served:.2f} s"]]),
                       [tables.most("submit to completed over `render`", served / alone, 1.1, "")])


def from_postgres(build, told):
    results = over_postgres.results(build, told.rows, min(told.rounds, 3))
    a, ours, few = (result.median for result in results)
    return tables.Part(
        f"{told.rows:,} rows of ten columns from a PostgreSQL server", tables.of_renders(results[:2]),
        [tables.times("wall time of A over libpq over that of `render`", a.wall / ours.wall, 5),
         tables.most("peak memory of all rows over that of a hundredth, from PostgreSQL",
                     ours.rss / few.rss, None, "")])


PARTS = {part.__name__.replace("_", "-"): part for part in
         [renders, memory, unrepeated, from_postgres, beside_render, latency, submits, throughput, previews]}


def main():
    told = arguments()
    told.folder.mkdir(parents=True, exist_ok=True)
    build = programs.Build(told.engine, told.tools, told.folder)
    parts = []
    for name in told.parts:
        render.say(f"-- {name}")
        parts.append(PARTS[name](build, told))
    text = tables.results(build, parts)
    print(text)
    if told.write:
        told.write.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
