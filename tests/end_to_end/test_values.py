"""Reported cases in which filters, sorts and row policies disagreed with the cells, on SQLite. The
cases of servers are in tests/databases/test_seen_values.py, random ones in test_values.py there."""

import json
import tempfile
import unittest

from one_model import OneModel

ID = {"key": "n", "type": "integer"}


class Values(unittest.TestCase):
    def model(self, values, column, declared="", **more):
        """A table of numbered values, and a data model of `n` and `v`."""
        script = f"CREATE TABLE t (n INTEGER PRIMARY KEY, v {declared});" + "".join(
            f"INSERT INTO t VALUES ({number}, {value});" for number, value in enumerate(values, 1))
        return OneModel.of_sqlite(self.enterContext(tempfile.TemporaryDirectory()), script, "SELECT n, v FROM t",
                                  [ID, {"key": "v", **column}], **more)

    def assert_filter(self, model, op, value, expected):
        self.assertEqual(model.filtered("n", "v", op, value), expected, (op, value))

    def assert_policy(self, model, op, value, expected):
        condition = {"field": "v", "op": op, **({} if value is None else {"value": value})}
        found = [number for number in model.under({"and": [condition]}, "n") if isinstance(number, int)]
        self.assertEqual(found, expected, (op, value))

    def test_numbers_kept_as_texts_are_compared_as_numbers(self):
        model = self.model(["'7'", "'20'", "'100'", "'1000'"], {"type": "integer"}, "TEXT")
        self.assert_filter(model, "gt", 50, [3, 4])
        self.assertEqual(model.sorted_by("v", "v"), [7, 20, 100, 1000])
        self.assert_policy(model, "lte", 50, [1, 2])

    def test_an_expression_is_compared_as_its_column_reads_it(self):
        model = OneModel.of_sqlite(
            self.enterContext(tempfile.TemporaryDirectory()),
            "CREATE TABLE t (n INTEGER PRIMARY KEY, d TEXT); INSERT INTO t VALUES (1, '2025-06-01'), (2, '2026-01-01');",
            "SELECT n, strftime('%Y', d) AS v FROM t", [ID, {"key": "v", "type": "integer"}])
        self.assert_filter(model, "gte", 2026, [2])

    def test_whole_numbers_in_columns_of_texts_are_found_by_their_digits(self):
        for kind in ("string", "enum"):
            words = {"values": [{"value": "1", "label": "One"}]} if kind == "enum" else {}
            model = OneModel.of_sqlite(
                self.enterContext(tempfile.TemporaryDirectory()),
                "CREATE TABLE t (n INTEGER PRIMARY KEY, st INTEGER); INSERT INTO t VALUES (1, NULL), (2, 2), (3, 1);",
                "SELECT n, coalesce(st, 1) AS v FROM t", [ID, {"key": "v", "type": kind, **words}],
                instanceIds={"from": "v", "type": "string"})
            self.assert_filter(model, "eq", "1", [1, 3])
            self.assert_filter(model, "in", ["1", "7"], [1, 3])
            self.assert_policy(model, "neq", "2", [1, 3])
            self.assertEqual(len(model.column("n", "--ids", "1")), 2)

    def test_money_in_texts_that_are_not_numbers_is_undecided(self):
        model = self.model(["'1,234.50'", "'12.50 SAR'", "''", "'(12.50)'", "1500"], {"type": "money", "currency": "SAR"})
        self.assert_filter(model, "eq", 0, [])
        self.assert_filter(model, "gte", 1000, [5])
        self.assert_filter(model, "neq", 0, [3, 5])
        self.assert_filter(model, "isNull", None, [3])
        self.assert_filter(model, "isNotNull", None, [1, 2, 4, 5])
        self.assert_policy(model, "neq", 12, [3, 5])

    def test_null_and_white_space_are_one_empty_value(self):
        for column in ({"type": "money", "currency": "SAR"}, {"type": "string"}, {"type": "date"}):
            model = self.model(["NULL", "''", "'  '", "char(9)", "char(160)"], column)
            self.assert_filter(model, "isNull", None, [1, 2, 3, 4, 5])
            self.assert_filter(model, "isNotNull", None, [])
            model.write(None, groups=[{"by": "v"}])
            out = [row for row in model.rows() if isinstance(row["n"], str)]
            self.assertEqual(len(out), 1, out)
        model = self.model(["''", "5", "NULL", "' '", "-5"], {"type": "decimal"})
        for direction, expected in (("asc", [5, 2]), ("desc", [2, 5])):
            self.assertEqual(model.sorted_by("n", "v", direction)[:2], expected)
        self.assert_filter(model, "gte", 0, [2])

    def test_rounding_errors_of_binary_arithmetic_are_ignored(self):
        model = self.model(["0.1 + 0.2 - 0.3", "-(0.1 + 0.2 - 0.3)", "0.1 + 0.2", "0.3"],
                           {"type": "money", "currency": "SAR"})
        self.assert_filter(model, "eq", 0, [1, 2])
        self.assert_filter(model, "neq", 0, [3, 4])
        self.assert_filter(model, "lt", 0, [])
        self.assert_filter(model, "eq", "0.3", [3, 4])
        model.write(None, groups=[{"by": "v"}])
        titles = [row["n"] for row in model.rows() if isinstance(row["n"], str)]
        self.assertEqual(len(titles), 2, titles)

    def test_a_date_time_with_an_offset_after_a_space_is_accepted(self):
        model = self.model(["'2026-10-25 00:30:00 +03:00'", "'2026-10-24 12:00:00'"], {"type": "datetime"})
        self.assert_filter(model, "eq", "2026-10-25", [1])
        self.assertEqual(str(model.column("v")[0]), "2026-10-25 00:30:00")

    def test_date_times_are_compared_to_the_second_like_cells(self):
        model = self.model(["'2026-01-31 08:05:09.750'", "'2026-01-31 08:05:10'"], {"type": "datetime"})
        self.assert_filter(model, "eq", "2026-01-31T08:05:09", [1])
        self.assert_filter(model, "lte", "2026-01-31T08:05:09", [1])
        self.assert_filter(model, "gt", "2026-01-31T08:05:09", [2])
        self.assert_filter(model, "eq", "9999-12-31", [])
        self.assert_filter(model, "lte", "9999-12-31", [1, 2])

    def test_a_lookup_lists_values_in_the_form_of_their_type(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        model = OneModel.of_sqlite(
            folder, "CREATE TABLE t (n INTEGER PRIMARY KEY, v); INSERT INTO t VALUES (1, 5.0), (2, 7), (3, '');",
            "SELECT n, v FROM t [[ WHERE v = :code ]]", [ID, {"key": "v", "type": "integer"}],
            parameters=[{"key": "code", "type": "integer", "values": {"sql": "SELECT v AS value FROM t"}}])
        self.assertEqual(model.column("n", "--parameter", "code=5"), [1])
        self.assertIn("9", model.fails("--parameter", "code=9"))

    def test_the_job_reports_how_many_values_a_filter_could_not_read(self):
        model = self.model(["1", "'x'", "'y'", "3", "''"], {"type": "integer"})
        said = model.render("--query", json.dumps({"filters": {"field": "v", "op": "gte", "value": 2}}))[1]
        self.assertIn("could not read 2 values", said)
        self.assertNotIn("could not read", model.render()[1])
        model.write({"field": "v", "op": "gte", "value": 2})
        self.assertNotIn("could not read", model.render()[1])

    def test_white_space_around_a_duration_is_ignored(self):
        model = self.model(["' 12 '", "' 1:30:00'", "CAST(' 90.5 ' AS BLOB)", "'x'"], {"type": "duration"})
        self.assertEqual([str(value) for value in model.column("v")], ["0:00:12", "1:30:00", "0:01:30.500000", "x"])
        self.assert_policy(model, "lt", 100, [1, 3])

    def test_dates_in_another_form_are_counted_when_an_index_is_used(self):
        forms = ["05/11/2026", "15/11/2026", "19.11.2026", "22-11-2026", "1769846709", "2026-1-5", "2026/11/05", "20261105", "5 Nov 2026",
                 "Nov 5, 2026"]
        for form in forms:
            model = self.model(["'2026-11-05'", f"'{form}'", "'2026-12-05'"], {"type": "date"})
            for operator, value in (("eq", "2026-11-05"), ("between", ["2026-11-01", "2026-11-30"]), ("lte", "2026-11-05")):
                with self.subTest(form=form, operator=operator):
                    said = model.render("--query", json.dumps({"filters": {"field": "v", "op": operator, "value": value}}))[1]
                    self.assertIn("could not read 1 value that is not", said)


if __name__ == "__main__":
    unittest.main()
