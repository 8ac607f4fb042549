"""Previews with the real executable: whose rows they show, how they end, and that nothing waits for them."""

import contextlib
import json
import pathlib
import re
import sqlite3
import tempfile
import threading
import time
import unittest

import openpyxl

import shop
from engine import PATIENCE, Answer, Engine, run

ENDLESS = [{"key": "steps", "value": {"value": 2_000_000_000}}]
LIMIT = 10  # seconds
WAITED = 1.5


class Previews(unittest.TestCase):
    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.engine = Engine("shop", shop.create(pathlib.Path(folder, "shop.sqlite")))

    def start(self):
        self.enterContext(self.engine)

    def preview(self, uid, lang="en", headers=None, **params):
        body = json.dumps({"params": {"uid": uid, "lang": lang, "template": "excel-auto", **params}})
        return self.engine.request("POST", "/v1/bi/previews", body,
                                   {**(headers or self.engine.headers), "Content-Type": "application/json"})

    def endless(self, headers=None):
        """A connection on which a preview has been asked for that does not end by itself."""
        connection = self.engine.connection()
        body = json.dumps({"params": {"uid": "shop.slow", "lang": "ar", "template": "excel-auto", "parameters": ENDLESS}})
        connection.request("POST", "/v1/bi/previews", body,
                           {**(headers or self.engine.headers), "Content-Type": "application/json"})
        return connection

    def key(self, organization, *words):
        key = run("key", "create", "--data", self.engine.data, "--organization", organization, "--label", "test", *words)
        return {"api-key": key.strip(), "organization-id": organization}

    def audit(self):
        lines = run("audit", "--data", self.engine.data, "--action", "report.previewed", "--format", "json").splitlines()
        return [json.loads(line) for line in lines]

    def test_a_value_that_the_data_model_does_not_list_is_a_warning_there_and_at_a_submit(self):
        self.start()
        for lang, words in (("en", "lists for status: paid, open"), ("ar", "paid, open")):
            query = {"filters": {"field": "status", "op": "eq", "value": "bogus"}}
            body = {"params": {"uid": "shop.sales", "lang": lang, "template": "excel-auto", "query": query}}
            for answer in (self.engine.post(body), self.preview("shop.sales", lang, query=query)):
                self.assertEqual(answer.status, 200)
                warning, = answer.json["warnings"]
                self.assertEqual((warning["code"], warning["path"]), ("UNLISTED_VALUE", "params.query.filters.value"))
                plain = re.sub("[\u2066-\u2069\u200e\u200f]", "", warning["message"])
                self.assertIn(words, plain)
                self.assertIn("bogus", plain)
            query["filters"]["value"] = "paid"
            self.assertEqual(self.engine.post(body).json["warnings"], [])

    def test_its_cells_are_those_of_the_report(self):
        self.start()
        made = self.preview("shop.sales", "ar").data
        sheet = openpyxl.load_workbook(self.engine.report("shop.sales", "ar")).worksheets[0]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        titles = [column["title"] for column in made["columns"]]
        below = rows[rows.index(titles) + 1:]
        texts = [place for place, column in enumerate(made["columns"])
                 if column["type"] in {"string", "text", "enum", "boolean"}]
        self.assertEqual(len(made["rows"]), 50)
        self.assertGreater(len(texts), 4)
        for shown, row in zip(made["rows"], below):
            self.assertEqual([shown["cells"][place] for place in texts], [row[place] or "" for place in texts])

    def test_only_the_caller_s_own_rows_are_shown(self):
        self.start()
        seen = {}
        for organization in shop.ORGANIZATIONS:
            made = self.preview("shop.sales", headers=self.key(organization)).data
            seen[organization] = {row["cells"][0].rsplit("-", 1)[0] for row in made["rows"] if row["kind"] == "data"}
        self.assertEqual(seen, {organization: {organization} for organization in shop.ORGANIZATIONS})
        ids = [{"key": "instanceIds", "value": {"values": [1, shop.ROWS * 2 + 1]}}]
        made = self.preview("shop.picked", parameters=ids).data  # the second is another organization's
        self.assertEqual([row["cells"][0] for row in made["rows"] if row["kind"] == "data"], ["ACME-00000"])

    def test_it_shows_nothing_that_a_policy_hides_and_each_is_audited_once(self):
        model = self.engine.catalogue / "models/shop.sales.json"
        told = json.loads(model.read_text(encoding="utf-8"))
        told["access"]["policies"] = [{"keys": ["clerk*"], "filter": {"field": "status", "op": "eq", "value": "paid"}}]
        model.write_text(json.dumps(told), encoding="utf-8")
        self.start()
        clerk = run("key", "create", "--data", self.engine.data, "--organization", "ACME", "--label", "clerk 1").strip()
        for headers, statuses in ((self.engine.headers, {"Paid", "Open"}),
                                  ({"api-key": clerk, "organization-id": "ACME"}, {"Paid"})):
            made = self.preview("shop.sales", headers=headers).data
            place = [column.get("key") for column in made["columns"]].index("status")
            self.assertEqual({row["cells"][place] for row in made["rows"]} - {""}, statuses)
            self.assertNotIn("Open\"", json.dumps(made["rows"]) if statuses == {"Paid"} else "")
        lines = self.audit()
        self.assertEqual([(line["target"], line["detail"]) for line in lines], [("shop.sales", "rows=50")] * 2)
        self.assertEqual(len({line["key"] for line in lines}), 2)

    def test_a_preview_that_is_left_is_canceled_within_a_second(self):
        self.start()
        for connection in [self.endless(), self.endless()]:  # both threads are busy
            time.sleep(0.3)
            connection.close()
        begin = time.monotonic()
        self.assertEqual(self.preview("shop.sales").status, 200)
        self.assertLess(time.monotonic() - begin, 1)
        self.assertEqual(len(self.audit()), 1)

    def test_slow_previews_of_one_organization_keep_no_other_waiting(self):
        self.start()
        slow = [self.endless() for _ in range(4)]
        time.sleep(0.3)  # they have begun
        begin = time.monotonic()
        self.assertEqual(self.preview("shop.sales", headers=self.key("OTHER")).status, 200)
        self.assertLess(time.monotonic() - begin, LIMIT / 3)
        for connection in slow:
            connection.close()

    def test_a_slow_preview_is_cut_and_a_full_lane_refuses(self):
        self.start()
        answers, threads, connections = [None] * 5, [], []

        def ask(places):
            """Asks for more of them at once; their time begins now."""
            begin = time.monotonic()
            for place in places:
                connections.append(self.endless())
            threads.extend(threading.Thread(target=read, args=(place, begin)) for place in places)
            for thread in threads[-len(places):]:
                thread.start()

        def read(place, begin):
            answers[place] = (Answer(connections[place].getresponse()), time.monotonic() - begin)

        ask(range(2))  # both threads are busy
        begin = time.monotonic()
        # Nothing waits for them meanwhile.
        self.assertEqual(self.engine.wait(self.engine.submit("shop.sales"))["status"], "completed")
        self.assertEqual(self.engine.get("/healthz").status, 200)
        # The next two begin when those are cut, with WAITED seconds left.
        time.sleep(max(0, begin + WAITED - time.monotonic()))
        ask(range(2, 5))
        self.assertLess(time.monotonic() - begin, LIMIT - 2)
        for thread in threads:
            thread.join()
        for connection in connections:
            connection.close()
        refused = [(answer, spent) for answer, spent in answers if answer.status == 429]
        self.assertEqual(len(refused), 1)
        self.assertEqual(refused[0][0].code, "QUEUE_FULL")
        self.assertLess(refused[0][1], 2)
        for answer, spent in answers:
            self.assertRegex(answer.json["error"]["message"], "[\u0621-\u064a]")
            if answer.status != 429:
                self.assertEqual((answer.status, answer.code), (503, "UNAVAILABLE"))
                self.assertTrue(LIMIT - 0.5 < spent < LIMIT + 1, spent)
        # All four were begun, and cut when their time was over, the wait for a thread included.
        self.assertEqual(sum("10" in answer.json["error"]["message"] for answer, _ in answers), 4)
        self.assertEqual(self.audit(), [])

    def test_the_first_of_a_million_rows_come_soon(self):
        with contextlib.closing(sqlite3.connect(self.engine.catalogue / "shop.sqlite")) as database:
            database.execute("CREATE TABLE million AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                             "WHERE i < 1000000) SELECT i, i * 7919 % 1000003 AS amount FROM n")
            database.commit()
        model = {"uid": "shop.million", "title": {"en": "Million", "ar": "\u0645\u0644\u064a\u0648\u0646"}, "source": "shop",
                 "access": {"scope": "none"}, "query": {"sort": ["amount"]},
                 "columns": [{"key": "i", "type": "integer"}, {"key": "amount", "type": "integer"}]}
        (self.engine.catalogue / "models/shop.million.json").write_text(json.dumps(model), encoding="utf-8")
        (self.engine.catalogue / "models/shop.million.sql").write_text("SELECT i, amount FROM million")
        self.start()
        for query in ({}, {"sort": "-amount"}):
            begin = time.monotonic()
            made = self.preview("shop.million", query=query).data
            self.assertLess(time.monotonic() - begin, LIMIT)  # ten times the figure of tests/bench
            self.assertEqual((made["rowCount"], made["complete"]), (50, False))
        amounts = [int(row["cells"][1].replace(",", "")) for row in made["rows"]]
        self.assertEqual(amounts, sorted(amounts, reverse=True))
        self.assertGreater(min(amounts), 999_900)

    def test_it_leaves_no_file_and_its_log_line_has_no_data(self):
        self.start()
        self.assertEqual(self.preview("shop.sales").status, 200)
        self.assertEqual(list((self.engine.data / "files").iterdir()), [])
        deadline = time.monotonic() + PATIENCE
        while not re.search(r"path=/v1/bi/previews status=200", self.engine.log):  # it is read by another thread
            self.assertLess(time.monotonic(), deadline, self.engine.log)
            time.sleep(0.02)
        self.assertIsNone(re.search("ACME-0000|Customer ", self.engine.log))

    def test_an_unknown_value_of_a_lookup_is_refused(self):
        model = self.engine.catalogue / "models/shop.sales.json"
        told = json.loads(model.read_text(encoding="utf-8"))
        told["parameters"].append({"key": "who", "type": "string", "label": {"en": "Who", "ar": "\u0645\u0646"}, "values": {
            "sql": "SELECT DISTINCT customer_en AS value, customer_en AS label_en, customer_ar AS label_ar FROM sales"}})
        model.write_text(json.dumps(told), encoding="utf-8")
        sql = self.engine.catalogue / "models/shop.sales.sql"
        sql.write_text(sql.read_text(encoding="utf-8") + "\n[[ AND customer_en = :who ]]\n", encoding="utf-8")
        self.start()
        refused = self.preview("shop.sales", parameters=[{"key": "who", "value": {"value": "nobody"}}])
        self.assertEqual((refused.status, refused.code), (400, "INVALID_DATA_MODEL_PARAMETER"))
        self.assertEqual(refused.json["error"]["details"][0]["path"], "params.parameters[0].value.value")
        made = self.preview("shop.sales", parameters=[{"key": "who", "value": {"value": "Customer 7"}}]).data
        self.assertIn("Customer 7", " ".join(made["facts"]))


if __name__ == "__main__":
    unittest.main()
