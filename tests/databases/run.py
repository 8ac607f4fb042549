"""Starts the installed databases, fills them with the same rows, and runs the tests of sources on
all of them.   run.py PATH-OF-gormic-bi-tests [ITS ARGUMENTS]"""

import contextlib
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

import mariadb
import odbc
import postgres
import signs
import all_types

HERE = pathlib.Path(__file__).resolve().parent
# Below Riyadh's organization, with other first days of the week.
ORGANIZATIONS = {"cairo": {"timeZone": "Africa/Cairo"}, "berlin": {"timeZone": "Europe/Berlin"},
                 "jeddah": {"timeZone": "Asia/Riyadh", "weekStart": "saturday"},
                 "dubai": {"timeZone": "Asia/Dubai", "weekStart": "sunday"}}


def write_source(catalogue, name, source, without=()):
    """Writes a source with its data models, leaving out the filters in `without` that it does not
    support. Writes nothing if there is no source."""
    if not source:
        return
    (catalogue / "sources" / f"{name}.json").write_text(json.dumps(source))
    model = (HERE / "all_types.json").read_text(encoding="utf-8")
    uid = f"all_types.{name}"
    model = {**json.loads(model), "uid": uid, "source": name}
    for field in without:
        del model["query"]["filter"][field]
        model["query"]["sort"].remove(field)
    (catalogue / "models" / f"{uid}.json").write_text(json.dumps(model), encoding="utf-8")
    (catalogue / "models" / f"{uid}.sql").write_text((HERE / "all_types.sql").read_text())
    uid = f"words.{name}"
    (catalogue / "models" / f"{uid}.json").write_text(json.dumps({
        "uid": uid, "source": name, "title": "Words", "access": {"scope": "none"},
        "columns": [{"key": "id", "type": "integer"}, {"key": "word", "type": "string"}],
        "query": {"sort": ["word"]}}))
    (catalogue / "models" / f"{uid}.sql").write_text("SELECT id, word FROM words")
    uid = f"signs.{name}"
    (catalogue / "models" / f"{uid}.json").write_text(json.dumps(signs.model(uid, name)))
    (catalogue / "models" / f"{uid}.sql").write_text("SELECT id, sign FROM signs")
    for uid, by in (("spellings", None), ("groups", "kind"), ("keys", "sort"), ("days", "happened"),
                    ("blanks", "blank"), ("names", "name"), ("rests", "rest"), ("choices", "choice")):
        uid = f"{uid}.{name}"
        (catalogue / "models" / f"{uid}.json").write_text(json.dumps(spelling_model(uid, name, by)))
        (catalogue / "models" / f"{uid}.sql").write_text("SELECT * FROM spellings")


def spelling_model(uid, source, by):
    every = ["eq", "neq", "in", "gt", "lte", "isNull"]
    return {
        "uid": uid, "source": source, "title": "Spellings", "access": {"scope": "none"},
        "columns": [{"key": "id", "type": "integer"}, {"key": "flag", "type": "boolean"},
                    {"key": "yes", "type": "boolean"}, {"key": "took", "type": "duration"},
                    {"key": "happened", "type": "date"}, {"key": "sort", "from": "kind", "type": "string"},
                    {"key": "part", "type": "string"}, {"key": "blank", "from": "amount", "type": "decimal"},
                    {"key": "rest", "type": "duration"},
                    {"key": "choice", "from": "kind", "type": "enum", "values": ["x", "a", "X"]},
                    {"key": "name", "from": {"en": "kind", "ar": "name"}, "type": "string"}],
        "query": {"filter": {"flag": ["eq", "neq"], "yes": ["eq", "neq"], "took": every, "happened": every},
                  "sort": ["id", "flag", "took", "happened"], "defaultSort": [{"field": "id"}]},
        "instanceIds": {"from": "id", "type": "integer", "max": 100},
        **({"layout": {"groups": [{"by": by}, {"by": "part"}], "languages": ["ar", "en"]}} if by else {})}


def make_catalogue(folder, servers):
    catalogue = folder / "catalogue"
    (catalogue / "sources").mkdir(parents=True)
    (catalogue / "models").mkdir()
    (catalogue / "organizations.json").write_text(json.dumps({"organizations": [
        {"uid": "riyadh", "name": {"en": "Riyadh", "ar": all_types.TEXTS["riyadh"]}, "timeZone": "Asia/Riyadh"},
        *({"uid": uid, "name": uid, "parent": "riyadh", **clock} for uid, clock in ORGANIZATIONS.items())]}))
    file = sqlite3.connect(folder / "all_types.db")
    file.executescript(all_types.script("sqlite"))
    file.close()
    write_source(catalogue, "sqlite", {"kind": "sqlite", "path": "../all_types.db"})
    if postgres.binaries() is not None:
        server = servers.enter_context(contextlib.closing(postgres.Postgres()))
        server.sql(all_types.script("postgres"))
        write_source(catalogue, "postgres", server.source)
        write_source(catalogue, "odbc-postgres", odbc.of_postgres(server))
    # Its driver lacks our SQLite functions, which parse date-times with an offset.
    write_source(catalogue, "odbc-sqlite", odbc.of_sqlite(folder / "all_types.db"), without=["stamped"])
    if mariadb.is_there() and odbc.driver("libmaodbc.so"):
        server = servers.enter_context(contextlib.closing(mariadb.MariaDb()))
        server.sql(all_types.script("mysql"))
        write_source(catalogue, "odbc-mariadb", odbc.of_mariadb(server))
    return catalogue


def main():
    program, *arguments = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="gormic-bi-databases-") as folder, contextlib.ExitStack() as servers:
        catalogue = make_catalogue(pathlib.Path(folder), servers)
        print("sources:", ", ".join(sorted(path.stem for path in (catalogue / "sources").iterdir())), flush=True)
        environment = {**os.environ, "GORMIC_BI_TEST_DATABASES": folder}
        return subprocess.run([program, *(arguments or ["[databases]"])], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
