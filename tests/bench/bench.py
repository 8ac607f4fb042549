"""Measures the engine beside others; tests/bench/run.sh builds what this needs."""

import argparse
import pathlib

import data
import programs
import render
import tables


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", type=pathlib.Path, required=True)
    parser.add_argument("--tools", type=pathlib.Path, required=True)
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5, help="of A and of the engine")
    parser.add_argument("--peer-rounds", type=int, default=1)
    parser.add_argument("--peers", choices=["all", "none"], default="all")
    return parser.parse_args()


def main():
    told = arguments()
    told.folder.mkdir(parents=True, exist_ok=True)
    build = programs.Build(told.engine, told.tools, told.folder)
    runs = [programs.a(build, rounds=told.rounds), *programs.variants_of_ours(build, told.rounds)]
    if told.peers == "all":
        runs += programs.peers(build, told.peer_rounds)
    catalogue = data.catalogue(told.folder / f"invoices-{told.rows}", told.rows)
    print(tables.of_renders(render.interleaved(build, runs, catalogue, told.rows)))


if __name__ == "__main__":
    main()
