"""SQL is read as its author meant it, in the dialects of the installed databases."""

import contextlib
import json
import os
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import unittest

import openpyxl

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "end_to_end"))

import mariadb
import odbc
import postgres
import all_types
from engine import EXECUTABLE, PATIENCE, run

HELLO = all_types.TEXTS["hello"]
STATEMENTS = int(os.environ.get("GORMIC_BI_TEST_STATEMENTS", "12"))  # of each source
VALUES = 14  # of each statement
# The parts of texts, names and comments.
SIGNS = ["'", "''", '"', '""', "`", "\\", "\\'", "\\\\", "--", "-- ", "/*", "*/", "#", "[[", "]]", "[", "]", "?", "?1",
         "$1", "$$", "$q$", "@v", ";", "{", "}", "E'", "q'[", "::", ":=", ":p1", ":p2 ", ":n", ":gone", "%", " ", "x",
         "1", HELLO]


def without(text, *signs):
    """The text without the given symbols, even those that the removal would create."""
    while any(sign in text for sign in signs):
        for sign in signs:
            text = text.replace(sign, "")
    return text


class Dialect:
    """How a database writes texts, names, comments and hexadecimal bytes, by its manual."""

    texts, names, comments = [], [], []

    def __init__(self, chance):
        self.chance = chance

    def soup(self, signs=(), size=8):
        return "".join(self.chance.choice(signs or SIGNS) for _ in range(self.chance.randrange(size)))

    def text(self, value):
        return getattr(self, self.chance.choice(self.texts))(value)

    def name(self, value):
        return getattr(self, self.chance.choice(self.names))(value)

    def gap(self):
        """White space and comments; never empty."""
        kinds = [lambda: " ", lambda: "\n", *(getattr(self, name) for name in self.comments)]
        return " " + "".join(self.chance.choice(kinds)() for _ in range(self.chance.randrange(3))) + " "

    def plain(self, value):
        return "'" + value.replace("'", "''") + "'"

    def double(self, value):
        return '"' + value.replace('"', '""') + '"'

    def backtick(self, value):
        return "`" + value.replace("`", "``") + "`"

    def dashes(self):
        return "--" + self.soup() + "\n"

    def dashes_and_blank(self):
        return "-- " + self.soup() + "\n"

    def block(self):
        return "/* " + without(self.soup(), "/*", "*/") + " */"

    def signs_of_names(self):
        return [sign for sign in SIGNS if sign != " "]


class Sqlite(Dialect):
    texts, names, comments = ["plain"], ["double", "backtick", "brackets"], ["dashes", "block", "open_block"]
    bytes_of = "hex(%s)"
    typed = "%s"

    def brackets(self, value):
        return self.double(value) if "]" in value or value.startswith("[") else f"[{value}]"

    def open_block(self):
        return "/* /* " + without(self.soup(), "*/") + " */"


class SqliteOverOdbc(Sqlite):
    names = ["double"]  # in other quotes its driver reads "?" as a placeholder, and rejects the statement


class Postgres(Dialect):
    texts = ["plain", "escaped", "continued", "dollars", "unicode"]
    names, comments = ["double"], ["dashes", "block", "nested"]
    bytes_of = "upper(encode(convert_to(%s, 'UTF8'), 'hex'))"
    typed = "CAST(%s AS text)"

    def escaped(self, value):
        return "E'" + self.inside(value) + "'"

    def inside(self, value):
        value = value.replace("\\", "\\\\")
        return "".join(self.chance.choice(["''", "\\'"]) if sign == "'" else sign for sign in value)

    def continued(self, value):
        at = self.chance.randrange(len(value) + 1)
        return f"e'{self.inside(value[:at])}'" + self.chance.choice(["\n", " -- it's\n  "]) + f"'{self.inside(value[at:])}'"

    def dollars(self, value):
        tag = "$" + self.chance.choice(["", "q", "a1", HELLO[:2]]) + "$"
        return self.plain(value) if tag in value + "$" or value.endswith("$") else tag + value + tag

    def unicode(self, value):
        return "U&'" + value.replace("\\", "\\\\").replace("'", "''") + "'"

    def nested(self):
        inner = without(self.soup(), "/*", "*/")
        return f"/* {inner} /* {inner} */ {inner} */"


class MySql(Dialect):
    texts = ["escaped", "doubles", "joined", "national", "digits"]
    names, comments = ["backtick"], ["dashes_and_blank", "block", "hash", "open_block"]
    bytes_of = "HEX(%s)"
    typed = "CONVERT(%s USING utf8mb4)"

    def inside(self, value, quote):
        value = value.replace("\\", "\\\\")
        return "".join(self.chance.choice([quote * 2, "\\" + quote]) if sign == quote else sign for sign in value)

    def escaped(self, value):
        return "'" + self.inside(value, "'") + "'"

    def doubles(self, value):
        return '"' + self.inside(value, '"') + '"'

    def joined(self, value):
        at = self.chance.randrange(len(value) + 1)
        return f"{self.escaped(value[:at])} {self.doubles(value[at:])}"

    def national(self, value):
        return self.chance.choice(["N", "n", "_utf8mb4"]) + self.escaped(value)

    def digits(self, value):
        return "X'" + value.encode().hex() + "'"

    def hash(self):
        return "#" + self.soup() + "\n"

    def open_block(self):
        return "/* /* " + without(self.soup(), "*/") + " */"


class Alike(Dialect):
    """What all databases read alike, for a source without a declared dialect."""

    texts, names, comments = ["plain"], ["double"], ["dashes_and_blank", "block"]

    def soup(self, signs=(), size=8):
        return super().soup(signs, size).replace("\\", "").replace('"', "")


class Statement:
    """Random values of a statement: each as written, and as the bytes that it must return."""

    def __init__(self, dialect, chance):
        self.parameters = {"p1": dialect.soup() + "x", "p2": "y" + dialect.soup(), "n": "7"}
        self.columns, self.expected = [], []
        items = []
        for i in range(VALUES):
            name = f"{i}{dialect.soup(dialect.signs_of_names(), 5)}"
            self.columns.append(name)
            if chance.random() < 0.4:
                key = chance.choice(["p1", "p2"])
                value, written = self.parameters[key], dialect.typed % f":{key}"
            else:
                value = dialect.soup()
                written = dialect.text(value)
            self.expected.append(value.encode().hex().upper() or None)
            item = dialect.bytes_of % f"{dialect.gap()}{written}{dialect.gap()}"
            items.append(f"{dialect.gap()}{item}{dialect.gap()}AS{dialect.gap()}{dialect.name(name)}{dialect.gap()}")
        # A section that is kept, directly after a name, and one that is dropped.
        self.sql = (f"SELECT{','.join(items)}FROM (SELECT 7 AS seven) t WHERE 7 = seven[[ AND{dialect.gap()}seven = :n]]"
                    f"[[ AND seven = :gone{dialect.gap()}]]{dialect.gap()}")


class Sources(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.postgres = cls.mariadb = None
        if postgres.binaries() is not None:
            cls.postgres = postgres.Postgres()
            cls.addClassCleanup(cls.postgres.close)
        if mariadb.is_there() and odbc.driver("libmaodbc.so"):
            cls.mariadb = mariadb.MariaDb()
            cls.addClassCleanup(cls.mariadb.close)
            cls.mariadb.sql("CREATE TABLE orders (number int, status varchar(10), note varchar(20)); INSERT INTO orders "
                            "VALUES (1, 'paid', 'a'), (2, 'open', 'b'), (3, 'paid', 'it''s'), (4, 'open', 'it''s')")

    def catalogue(self, source, name="db"):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        for part in ("models", "sources"):
            (folder / part).mkdir()
        (folder / "sources" / f"{name}.json").write_text(json.dumps(source))
        return folder

    def write(self, catalogue, uid, sql, columns, parameters=(), **members):
        """`columns` are names of result columns, or pairs of a name and a type."""
        columns = [name if isinstance(name, tuple) else (name, "string") for name in columns]
        model = {"uid": uid, "title": uid, "source": "db", "access": {"scope": "none"},
                 "parameters": [{"key": key, "type": kind} for key, kind in parameters],
                 "columns": [{"key": f"c{i}", "from": name, "type": kind} for i, (name, kind) in enumerate(columns)],
                 **members}
        (catalogue / "models" / f"{uid}.json").write_text(json.dumps(model))
        (catalogue / "models" / f"{uid}.sql").write_text(sql, encoding="utf-8")

    def rows(self, catalogue, uid, **parameters):
        out = catalogue / "out.xlsx"
        words = [word for key, value in parameters.items() for word in ("--parameter", f"{key}={value}")]
        run("render", "--catalogue", catalogue, "--model", uid, *words, "--out", out)
        rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(out).worksheets[0].iter_rows()]
        at = next(i for i, row in enumerate(rows) if row[0] == "c0") + 1
        count = 1
        while at + count < len(rows) and rows[at + count][0] is not None:
            count += 1
        return rows[at:at + count]

    def faults(self, catalogue):
        """The output of the check without warnings."""
        done = subprocess.run([EXECUTABLE, "model", "check", catalogue], capture_output=True, text=True, timeout=PATIENCE,
                              check=False)
        return "\n".join(line for line in done.stdout.splitlines() if not line.startswith("warning: "))

    def sources(self):
        """Name, source and dialect of each installed database."""
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        sqlite3.connect(folder / "a.db").close()
        yield "sqlite", {"kind": "sqlite", "path": str(folder / "a.db")}, Sqlite
        if odbc.of_sqlite(folder / "a.db"):
            yield "odbc-sqlite", {**odbc.of_sqlite(folder / "a.db"), "dialect": "sqlite"}, SqliteOverOdbc
        if self.postgres:
            yield "postgres", self.postgres.source, Postgres
            if odbc.of_postgres(self.postgres):
                yield "odbc-postgres", {**odbc.of_postgres(self.postgres), "dialect": "postgres"}, Postgres
        if self.mariadb:
            yield "odbc-mariadb", {**odbc.of_mariadb(self.mariadb), "dialect": "mariadb"}, MySql


class RandomSql(Sources):
    def check(self, name, source, dialect, seed):
        chance = random.Random(f"{name} {seed}")
        catalogue = self.catalogue(source)
        statements = [Statement(dialect(chance), chance) for _ in range(STATEMENTS)]
        for i, statement in enumerate(statements):
            self.write(catalogue, f"m{i}", statement.sql, statement.columns,
                       [("p1", "string"), ("p2", "string"), ("n", "integer"), ("gone", "integer")])
        self.assertIn("no faults", self.faults(catalogue), name)
        for i, statement in enumerate(statements):
            with self.subTest(source=name, sql=statement.sql, parameters=statement.parameters):
                self.assertEqual(self.rows(catalogue, f"m{i}", **statement.parameters), [statement.expected])

    def test_every_value_is_read_as_it_was_meant(self):
        for name, source, dialect in self.sources():
            self.check(name, source, dialect, "1447")

    def test_sql_that_all_databases_read_alike_needs_no_dialect(self):
        for name, source, dialect in self.sources():
            if source["kind"] != "odbc":
                continue
            alike = type("Alike", (Alike,), {"bytes_of": dialect.bytes_of, "typed": dialect.typed})
            self.check(name, {key: value for key, value in source.items() if key != "dialect"}, alike, "1448")


class OverMariaDb(Sources):
    SQL = ("SELECT number, status FROM orders # this was :status\n"
           "WHERE note <> 'it\\'s not :status' AND status = :status[[ AND note = :note ]] AND 5--:one = 6 ORDER BY number")
    COLUMNS = [("number", "integer"), "status"]
    PARAMETERS = [("status", "string"), ("note", "string"), ("one", "integer")]

    def setUp(self):
        if not self.mariadb:
            self.skipTest("no MariaDB with its driver")
        self.source = {**odbc.of_mariadb(self.mariadb), "dialect": "mariadb"}

    def test_comments_and_backslashes_shift_no_value(self):
        for dialect in ("mariadb", "mysql"):
            catalogue = self.catalogue({**self.source, "dialect": dialect})
            self.write(catalogue, "orders", self.SQL, self.COLUMNS, self.PARAMETERS)
            self.assertIn("no faults", run("model", "check", catalogue))
            self.assertEqual(self.rows(catalogue, "orders", status="paid", one=1), [[1, "paid"], [3, "paid"]])
            self.assertEqual(self.rows(catalogue, "orders", status="open", note="it's", one=1), [[4, "open"]])

    def test_a_source_must_declare_its_dialect_for_ambiguous_sql(self):
        catalogue = self.catalogue(odbc.of_mariadb(self.mariadb))
        for sql, words in ((self.SQL, "databases read # differently"),
                           ("SELECT number, status FROM orders WHERE note <> 'it\\'s' AND status = :status", "read ' differently"),
                           ("SELECT number, status FROM orders WHERE 5--:one = 6", "read -- differently")):
            self.write(catalogue, "orders", sql, self.COLUMNS, self.PARAMETERS)
            faults = self.faults(catalogue)
            self.assertIn("models/orders.sql: Line 1: ", faults)
            self.assertIn(words, faults)
            self.assertIn('"dialect": "mysql"', faults)

    def test_executable_comments_are_sql(self):
        catalogue = self.catalogue(self.source)
        self.write(catalogue, "run", "SELECT 1 AS a /*! , :p AS b */ /*M!100100 , :q AS c */ /*!50101 , :p AS d*/",
                   ["a", "b", "c", "d"], [("p", "string"), ("q", "string")])
        self.assertIn("no faults", run("model", "check", catalogue))
        self.assertEqual(self.rows(catalogue, "run", p="P", q="Q"), [["1", "P", "Q", "P"]])
        # Skipped by this version: the parameters differ from those that we found.
        self.write(catalogue, "run", "SELECT 1 AS a /*!99999 , :p AS b */", ["a"], [("p", "string")])
        self.assertIn("has 0 parameters to the database and 1 to the data model", self.faults(catalogue))
        with self.assertRaises(AssertionError) as failed:
            self.rows(catalogue, "run", p="P")
        self.assertIn("no report was made", str(failed.exception))

    def test_hints_reach_the_database(self):
        catalogue = self.catalogue(self.source)
        self.write(catalogue, "hint", "SELECT /*+ NO_ICP(t) :x it's */ info, CONCAT(:p) AS p /* route to master */ FROM "
                   "information_schema.processlist WHERE id = connection_id() -- gone", [("info", "text"), "p"], [("p", "string")])
        self.assertIn("no faults", run("model", "check", catalogue))
        ((sql, value),) = self.rows(catalogue, "hint", p="P")
        self.assertEqual(value, "P")
        self.assertIn("/*+ NO_ICP(t) :x it's */", sql)
        self.assertIn("/* route to master */", sql)
        self.assertNotIn("gone", sql)

    def test_a_server_mode_that_changes_the_reading_is_reported(self):
        catalogue = self.catalogue(self.source)
        self.write(catalogue, "single", "SELECT 'it\\'s' AS a", ["a"])
        self.write(catalogue, "double", 'SELECT "it\\"s" AS a', ["a"])
        self.write(catalogue, "neutral", "SELECT 'it''s' AS a", ["a"])
        self.assertIn("no faults", run("model", "check", catalogue))
        self.assertEqual(self.rows(catalogue, "single"), [["it's"]])
        self.assertEqual(self.rows(catalogue, "double"), [['it"s']])
        for mode, refused in (("ANSI_QUOTES", {"double"}), ("NO_BACKSLASH_ESCAPES", {"single", "double"})):
            self.mariadb.sql(f"SET GLOBAL sql_mode = '{mode}'")
            self.addCleanup(self.mariadb.sql, "SET GLOBAL sql_mode = DEFAULT")
            faults = self.faults(catalogue)
            for uid in ("single", "double", "neutral"):
                self.assertEqual(f"models/{uid}.sql: The setting {mode}" in faults, uid in refused, (mode, uid, faults))
            self.assertEqual(self.rows(catalogue, "neutral"), [["it's"]])
            with self.assertRaises(AssertionError) as failed:
                self.rows(catalogue, "double")
            self.assertIn(f"The setting {mode} of the database", str(failed.exception))


class OverPostgres(Sources):
    def setUp(self):
        if not self.postgres:
            self.skipTest("no PostgreSQL is installed")
        self.ways = [self.postgres.source]
        if odbc.of_postgres(self.postgres):
            self.ways.append({**odbc.of_postgres(self.postgres), "dialect": "postgres"})

    def test_operators_with_a_question_mark_work_where_the_driver_allows(self):
        sql = ("SELECT CAST(j ? :key AS text) AS a, CAST(j ?| ARRAY[:key, 'c'] AS text) AS b, CAST(j ?& ARRAY['a', :key] AS text) "
               "AS c, CAST(j @> '{\"a\": 1}' AS text) AS d, CAST(j @? '$.a' AS text) AS e, CAST(j @@ '$.a == 1' AS text) AS f, "
               "(ARRAY[1, 2, 3])[2:three]::text AS g, @neg AS h FROM (SELECT jsonb '{\"a\": 1, \"b\": 2}' AS j, 3 AS three, -1 AS neg) t")
        catalogue = self.catalogue(self.ways[0])
        self.write(catalogue, "json", sql, list("abcdefgh"), [("key", "string"), ("three", "string")])
        checked = run("model", "check", catalogue)
        self.assertIn("no faults", checked)
        self.assertIn("three", checked)  # an unused parameter
        self.assertEqual(self.rows(catalogue, "json", key="b"), [["true", "true", "true", "true", "true", "true", "{2,3}", "1"]])
        self.assertEqual(self.rows(catalogue, "json", key="z")[0][:3], ["false", "false", "false"])
        for source in self.ways[1:]:
            catalogue = self.catalogue(source)
            self.write(catalogue, "json", sql, list("abcdefgh"), [("key", "string"), ("three", "string")])
            self.assertIn("jsonb_exists(a, b) for ?", self.faults(catalogue))
            by_names = sql.replace("j ? :key", "jsonb_exists(j, :key)")
            by_names = by_names.replace("j ?| ARRAY[:key, 'c']", "jsonb_exists_any(j, ARRAY[:key, 'c'])")
            by_names = by_names.replace("j ?& ARRAY['a', :key]", "jsonb_exists_all(j, ARRAY['a', :key])")
            by_names = by_names.replace("j @? '$.a'", "jsonb_path_exists(j, '$.a')")
            self.write(catalogue, "json", by_names, list("abcdefgh"), [("key", "string"), ("three", "string")])
            self.assertIn("no faults", run("model", "check", catalogue))
            self.assertEqual(self.rows(catalogue, "json", key="b"),
                             [["true", "true", "true", "true", "true", "true", "{2,3}", "1"]])

    def test_escapes_that_a_driver_misreads_are_avoided(self):
        """PostgreSQL's driver misreads a backslash after two quotes, and drops braces after it."""
        sql = "SELECT E'a''b\\'{' AS a, E'a' -- it's\n'\\'}' AS b, CAST(:p AS text) AS c"
        for source in self.ways:
            catalogue = self.catalogue(source)
            self.write(catalogue, "escapes", sql, ["a", "b", "c"], [("p", "string")])
            self.assertIn("no faults", self.faults(catalogue))
            self.assertEqual(self.rows(catalogue, "escapes", p="P"), [["a'b'{", "a'}", "P"]])

    def test_names_are_truncated_like_the_servers(self):
        # 63 bytes end in the middle of a two-byte letter.
        letter = HELLO[0]
        long = "a" + letter * 40
        for source in self.ways:
            catalogue = self.catalogue(source)
            self.write(catalogue, "long", f'SELECT 1 AS "{long}", 2 AS {"b" * 70}', [(long, "integer"), ("b" * 70, "integer")])
            self.assertIn("no faults", run("model", "check", catalogue))
            self.assertEqual(self.rows(catalogue, "long"), [[1, 2]])
            # Two names that become one.
            self.write(catalogue, "long", f'SELECT 1 AS "{long}", 2 AS "{long}x"', [(long, "integer"), (long + "x", "integer")])
            faults = self.faults(catalogue).replace("\u200e", "")  # after a name that ends with Arabic
            self.assertIn(f"models/long.json: columns[1].from: The database cuts long names, and so {long} and {long}x are one to it: "
                          f"a{letter * 31}.", faults)
            # Of a column that exists, and one that does not.
            self.write(catalogue, "long", f'SELECT 1 AS "{long}"', [(long, "integer"), (long + "x", "integer")])
            self.assertIn("are one to it", self.faults(catalogue))
            self.write(catalogue, "long", f'SELECT 1 AS "{long}"', [(long, "integer"), ("a" + letter * 30, "integer")])
            self.assertIn("gives no column", self.faults(catalogue))

    def test_a_database_of_another_encoding_truncates_by_its_own_bytes(self):
        """63 letters of one byte each, which take more bytes in UTF-8."""
        self.postgres.sql("CREATE DATABASE arabic ENCODING 'WIN1256' LOCALE 'C' TEMPLATE template0 LOCALE_PROVIDER libc")
        self.addCleanup(self.postgres.sql, "DROP DATABASE arabic")
        letter = HELLO[0]
        sources = [{**self.postgres.source, "database": "arabic"}]
        for source in self.ways[1:]:
            sources.append({**source, "connection": source["connection"].replace("Database=postgres", "Database=arabic")})
        for source in sources:
            catalogue = self.catalogue(source)
            self.write(catalogue, "long", f'SELECT 1 AS "{letter * 60}", 2 AS "{letter * 63}"',
                       [(letter * 60, "integer"), (letter * 63, "integer")])
            self.assertIn("no faults", run("model", "check", catalogue))
            self.assertEqual(self.rows(catalogue, "long"), [[1, 2]])
            self.write(catalogue, "long", f'SELECT 1 AS "{letter * 63}", 2 AS "{letter * 64}"',
                       [(letter * 63, "integer"), (letter * 64, "integer")])
            self.assertIn("are one to it", self.faults(catalogue))

    def test_hints_reach_the_database(self):
        for source in self.ways:
            catalogue = self.catalogue(source)
            self.write(catalogue, "hint", "/*+ SeqScan(t) :x it's */ SELECT current_query() AS q, CAST(:p AS text) AS p "
                       "/* 7 */ -- gone", [("q", "text"), "p"], [("p", "string")])
            self.assertIn("no faults", run("model", "check", catalogue))
            ((sql, value),) = self.rows(catalogue, "hint", p="P")
            self.assertEqual(value, "P")
            self.assertIn("/*+ SeqScan(t) :x it's */", sql)
            self.assertIn("/* 7 */", sql)
            self.assertNotIn("gone", sql)

    def test_a_server_setting_that_changes_the_reading_is_reported(self):
        self.postgres.sql("CREATE ROLE old LOGIN; ALTER ROLE old SET standard_conforming_strings = off; "
                          "ALTER ROLE old SET backslash_quote = on")
        for source in self.ways:
            for user in ("postgres", "old"):
                of_user = {**source}
                if source["kind"] == "postgres":
                    of_user["user"] = user
                else:
                    of_user["connection"] = source["connection"].replace("UID=postgres", f"UID={user}")
                catalogue = self.catalogue(of_user)
                self.write(catalogue, "other", "SELECT 'C:\\' AS a, CAST(:p AS text) AS b, 'x' AS c", ["a", "b", "c"], [("p", "string")])
                self.write(catalogue, "same", "SELECT E'it\\'s' AS a", ["a"])
                if user == "postgres":
                    self.assertIn("no faults", run("model", "check", catalogue))
                    self.assertEqual(self.rows(catalogue, "other", p="P"), [["C:\\", "P", "x"]])
                else:
                    faults = self.faults(catalogue)
                    self.assertIn("models/other.sql: The setting standard_conforming_strings", faults)
                    self.assertNotIn("models/same", faults)
                self.assertEqual(self.rows(catalogue, "same"), [["it's"]])


class OverSqlite(Sources):
    def test_sections_can_follow_anything(self):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        with contextlib.closing(sqlite3.connect(folder / "a.db")) as connection:
            connection.executescript("CREATE TABLE orders (number INTEGER, city TEXT); INSERT INTO orders VALUES (1, 'RUH'), (2, 'JED')")
        catalogue = self.catalogue({"kind": "sqlite", "path": str(folder / "a.db")})
        for sql in ("SELECT number FROM orders[[ WHERE city = :city ]]ORDER BY number",
                    "SELECT number FROM (SELECT * FROM orders)[[ WHERE city = :city]]",
                    'SELECT number FROM "orders"[[ WHERE city = :city ]]', "SELECT number FROM [orders][[WHERE city=:city]]",
                    "SELECT number FROM orders WHERE (number > 0)[[ AND city = :city ]][[ AND number < :below ]]ORDER BY number"):
            self.write(catalogue, "orders", sql, [("number", "integer")], [("city", "string"), ("below", "integer")])
            self.assertIn("no faults", run("model", "check", catalogue))
            self.assertEqual(self.rows(catalogue, "orders"), [[1], [2]], sql)
            self.assertEqual(self.rows(catalogue, "orders", city="JED"), [[2]], sql)


if __name__ == "__main__":
    unittest.main()
