"""Compares reports from a PostgreSQL server, which this starts and fills, with the baseline program
that uses libpq."""

import contextlib
import io
import json
import pathlib
import shutil
import sys

import data
import programs
import render

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "databases"))
import postgres  # noqa: E402

CREATE = """
CREATE TABLE invoices (
  id bigint PRIMARY KEY, issued_on date, customer_en text, customer_ar text, city text, product text,
  quantity integer, unit_price numeric(12,2), vat numeric(12,2), total numeric(12,2));
"""


def fill(server, count):
    lines = io.StringIO()
    lines.write(CREATE + "COPY invoices FROM STDIN;\n")
    for row in data.rows(count, True):
        lines.write("\t".join(map(str, row)) + "\n")
    lines.write("\\.\nANALYZE invoices;\n")
    server.sql(lines.getvalue())


def catalogue(folder, server):
    shutil.copytree(data.HERE / "catalogue", folder, dirs_exist_ok=True)
    (folder / "sources" / "erp.json").write_text(json.dumps(server.source))
    return folder


def results(build, rows, rounds):
    """Results of A, of the product, and of the product with a hundredth of the rows."""
    with contextlib.closing(postgres.Postgres()) as server:
        fill(server, rows)
        connection = f"host={server.folder} user=postgres dbname=postgres"
        a = programs.Program("A: single rows of libpq into libxlsxwriter",
                             lambda _, count, file: [build.tool("baseline-postgres"), connection, count, file], rounds)
        place = catalogue(build.folder / "postgres", server)
        few = programs.ours(build, name=f"`render`, {rows // 100:,} rows", rounds=1)
        return [*render.interleaved(build, [a, programs.ours(build, rounds=rounds)], place, rows),
                *render.interleaved(build, [few], place, rows // 100)]
