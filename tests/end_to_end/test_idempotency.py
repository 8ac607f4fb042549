"""An Idempotency-Key identifies the meaning of a request, however it is written, and whatever has
changed since. Equality follows the contract's definition, here in Python with json and decimal."""

import decimal
import hashlib
import json
import pathlib
import random
import sqlite3
import tempfile
import time
import unittest

import shop
from engine import Engine

SPELLINGS = 25  # of each request
OWN = "ACME"
FREE = ("--key-rate", "0", "--address-rate", "0", "--max-pending", "10000000")
SIZE, OFFSET, SEARCH = ["pageSize", "limit", "perPage", "size"], ["offset", "skip"], ["search", "q", "keyword"]


def number(text):
    return "number", decimal.Decimal(text)


def meaning(text):
    """The meaning of a body: equal for bodies that are the same request by the contract."""
    params = json.loads(text.removeprefix("\ufeff"), parse_int=number, parse_float=number)["params"]
    asked = {name: params[name] for name in ("uid", "lang", "template")}
    asked["organizationUid"] = params.get("organizationUid") or OWN
    asked["parameters"] = sorted((item["key"], values(item["value"])) for item in params.get("parameters") or [])
    query = params.get("query")
    asked["query"] = query if query is None else list_query(query)
    return asked


def values(value):
    if isinstance(value, dict) and not {"value", "values", "ids"} & value.keys():
        value = {"value": value}
    if isinstance(value, dict):
        value = next(value[name] for name in ("value", "values", "ids") if name in value)
    listed = value if isinstance(value, list) else [value]
    return [(one["from"], one["to"]) if isinstance(one, dict) else one for one in listed]


def list_query(query):
    query = {name: value for name, value in query.items() if value is not None}

    def take(names):
        found = [query.pop(name) for name in list(query) if name in names]
        return found[0] if found else None
    page, size, offset = take(["page"]), take(SIZE), take(OFFSET)
    asked = {"rows": None, "search": take(SEARCH) or "", "fields": take(["fields"])}
    if page or size or offset:
        rows = size[1] if size else 100 if page else None
        asked["rows"] = ((page[1] - 1) * rows if page else offset[1] if offset else 0, rows)
    sort = take(["sort"]) or []
    if isinstance(sort, str):
        sort = [{"field": word.strip().lstrip("-+"), "direction": "desc" if word.strip().startswith("-") else "asc"}
                for word in sort.split(",")]
    asked["sort"] = [(one["field"], one.get("direction") or "asc", one.get("collation") or "codePoint") for one in sort]
    filters = take(["filters"]) or {}
    if filters and not {"and", "or", "field", "op"} & filters.keys():
        filters = {"and": [{"field": field, "op": "in" if isinstance(value, list) else "eq", "value": value}
                           for field, value in sorted(filters.items())]}
    asked["filters"] = filters
    assert not query, query
    return asked


class Speller:
    """Rewrites a request at random without changing its meaning."""

    def __init__(self, chance):
        self.chance = chance

    def body(self, params):
        params = dict(params)
        params["parameters"] = self.shuffled([self.parameter(*item) for item in params["parameters"].items()])
        if not params["parameters"] and self.maybe():
            del params["parameters"]
        if "query" in params:
            params["query"] = self.query(dict(params["query"]))
        if "organizationUid" not in params and self.maybe():
            params["organizationUid"] = self.chance.choice([OWN, None])
        if "query" not in params and self.maybe():
            params["query"] = None
        text = self.text(self.beside({"params": self.beside(params)}))
        return self.chance.choice(["", "\ufeff", "\n\t "]) + text

    def maybe(self):
        return self.chance.random() < 0.4

    def shuffled(self, items):
        return self.chance.sample(items, len(items))

    def beside(self, members):
        """With an unknown member."""
        if self.maybe():
            return {**members, self.chance.choice(["note", "x-trace", "\u0645"]): self.chance.choice([1, None, {"uid": "x"}, [[]]])}
        return members

    def parameter(self, key, value):
        if key == "instanceIds":
            value = self.chance.choice([value, self.beside({"values": value}), self.beside({"ids": value})])
        elif isinstance(value, dict):
            value = self.beside(value)
            value = self.chance.choice([value, [value], self.beside({"value": value}), {"value": [value]}])
        else:
            listed = value if isinstance(value, list) else [value]
            forms = [listed, self.beside({"value": listed})]
            if key != "period":
                forms += [self.beside({"values": listed})]
            if len(listed) == 1:
                forms += [listed[0], self.beside({"value": listed[0]})]
            value = self.chance.choice(forms)
        return self.beside({"key": key, "value": value})

    def query(self, query):
        if "page" in query or "pageSize" in query:
            page, size = query.pop("page", 1), query.pop("pageSize", 100)
            if self.maybe() and page * size != size:
                query[self.chance.choice(OFFSET)] = Whole((page - 1) * size)
                query[self.chance.choice(SIZE)] = Whole(size)
            else:
                if page != 1 or size == 100 or self.maybe():
                    query["page"] = Whole(page)
                if size != 100 or "page" not in query or self.maybe():
                    query[self.chance.choice(SIZE)] = Whole(size)
        if query.get("search"):
            query[self.chance.choice(SEARCH)] = query.pop("search")
        elif self.maybe():
            query[self.chance.choice(SEARCH)] = ""
        sort = query.get("sort")
        if sort and self.maybe():
            query["sort"] = self.chance.choice([",", " , "]).join(("-" if down else self.chance.choice(["", "+"])) + field
                                                                  for field, down in sort)
        elif sort:
            query["sort"] = [self.sort(*one) for one in sort]
        elif self.maybe():
            query["sort"] = self.chance.choice([[], None])
        conditions = query.pop("filters", None)
        if conditions:
            query["filters"] = self.filters(conditions)
        elif self.maybe():
            query["filters"] = self.chance.choice([{}, None])
        return query

    def sort(self, field, down):
        one = {"field": field}
        if down or self.maybe():
            one["direction"] = "desc" if down else self.chance.choice(["asc", None])
        if self.maybe():
            one["collation"] = self.chance.choice(["codePoint", None])
        return one

    def filters(self, conditions):
        if isinstance(conditions, dict):  # conditions by field: equal to a value, or in a list
            if self.maybe():
                return conditions
            return {"and": [{"field": field, "op": "in" if isinstance(value, list) else "eq", "value": value}
                            for field, value in sorted(conditions.items())]}
        join, *rest = conditions
        return {join: [self.filters(one) if one[0] in ("and", "or") else dict(zip(("field", "op", "value"), one))
                       for one in rest]}

    def text(self, value):
        blank = self.chance.choice(["", " ", "\r\n  "])
        if isinstance(value, dict):
            members = [f"{self.string(name)}{blank}:{self.text(member)}" for name, member in self.shuffled(list(value.items()))]
            return "{" + blank + f"{blank},".join(members) + "}"
        if isinstance(value, list):
            return "[" + blank + f",{blank}".join(map(self.text, value)) + "]"
        if isinstance(value, Whole):
            return str(value) + self.chance.choice(["", ".0", ".000"])
        if isinstance(value, str):
            return self.string(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return self.number(decimal.Decimal(str(value)))
        return json.dumps(value)

    def string(self, text):
        if not self.maybe():
            return json.dumps(text, ensure_ascii=self.maybe())
        units = text.encode("utf-16-be")
        return '"' + "".join(f"\\u{units[i]:02x}{units[i + 1]:02X}" for i in range(0, len(units), 2)) + '"'

    def number(self, value):
        shift = self.chance.randrange(-3, 4)
        plain = format(value, "f")
        padded = plain + ("0" * self.chance.randrange(3) if "." in plain else self.chance.choice(["", ".0", ".00"]))
        far = format(value.scaleb(-shift), "f") + self.chance.choice(["e", "E"]) + self.chance.choice(["", "+"] if shift >= 0 else [""]) + str(shift)
        return self.chance.choice([plain, padded, far])


class Whole(int):
    """A number that has no exponent in any spelling."""


SALES = {"uid": "shop.sales", "lang": "en", "template": "excel-auto", "parameters": {}}
PERIOD = {"from": "2025-02-01", "to": "2025-04-30"}
REQUESTS = [
    SALES,
    {**SALES, "lang": "ar", "query": {}},
    {**SALES, "parameters": {"period": PERIOD, "status": ["paid"]}},
    {**SALES, "parameters": {"period": "lastMonth", "status": ["open", "paid"], "instanceIds": [3, 1, 2]}},
    {**SALES, "parameters": {"instanceIds": [17]}, "query": {"page": 1}},
    {**SALES, "query": {"search": "\u0639\u0645\u064a\u0644 \U0001f4c8", "sort": [("issuedOn", True), ("total", False)]}},
    {**SALES, "query": {"filters": {"status": ["open", "paid"]}, "page": 3, "pageSize": 20}},
    {**SALES, "query": {"filters": {"status": "open"}, "fields": ["number", "total"], "pageSize": 7}},
    {**SALES, "query": {"filters": ("and", ("total", "gte", 1000), ("or", ("total", "lte", 0.5), ("status", "eq", "paid")),
                                    ("issuedOn", "between", ["2025-01-01", "2025-12-31"]))}},
    {**SALES, "organizationUid": "ACME-JED", "query": {"sort": [("total", False)], "page": 2}},
]


def changed(params, chance):
    """Replaces a random part; usually that changes the meaning, which `meaning` decides."""
    params = json.loads(json.dumps(params))
    query = params.get("query")
    changes = [lambda: params.update(lang="ar" if params["lang"] == "en" else "en"),
               lambda: params["parameters"].update(status=["open"]),
               lambda: params["parameters"].update(instanceIds=[2, 1, 3]),
               lambda: params["parameters"].update(instanceIds=[chance.randrange(30)]),
               lambda: params["parameters"].update(period="2025-02-01/2025-04-30"),
               lambda: params["parameters"].update(period={"from": "2025-02-01", "to": "2025-05-01"}),
               lambda: params.update(organizationUid="ACME-JED"),
               lambda: params.update(query={**(query or {}), "page": chance.randrange(1, 4)}),
               lambda: params.update(query={**(query or {}), "pageSize": chance.choice([7, 20, 100])}),
               lambda: params.update(query={**(query or {}), "search": chance.choice(["x", "X", "\u00e9", "e\u0301", " x"])}),
               lambda: params.update(query={**(query or {}), "fields": chance.sample(["number", "total", "status"], 2)}),
               lambda: params.update(query={**(query or {}), "sort": chance.sample([("issuedOn", True), ("total", False)], 2)}),
               lambda: params.update(query={**(query or {}), "filters": {"status": chance.choice(["open", ["open"], ["paid", "open"]])}}),
               lambda: params.update(query={**(query or {}), "filters": ("and", ("total", "gte", chance.choice([1000, 1000.001, -1000])))}),
               lambda: params.pop("query", None)]
    chance.choice(changes)()
    return params


class Idempotency(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.database = shop.create(folder / "shop.sqlite")

    def engine(self):
        return self.enterContext(Engine("shop", self.database, workers=1, options=FREE))

    def post(self, engine, key, text):
        return engine.post(text.encode(), {**engine.headers, "Idempotency-Key": key})

    def test_requests_are_the_same_if_and_only_if_their_meaning_is(self):
        engine, chance, seen = self.engine(), random.Random(1447), {True: 0, False: 0}
        speller = Speller(chance)
        for number_, params in enumerate(REQUESTS):
            first = speller.body(params)
            made = self.post(engine, f"k{number_}", first)
            self.assertEqual(made.status, 200, f"{first}\n{made.body}")
            self.assertIsNone(made.headers["Idempotent-Replayed"])
            for _ in range(SPELLINGS):
                second = speller.body(params if chance.random() < 0.5 else changed(params, chance))
                is_same = meaning(first) == meaning(second)
                seen[is_same] += 1
                with self.subTest(first=first, second=second, is_same=is_same):
                    answer = self.post(engine, f"k{number_}", second)
                    if is_same:
                        self.assertEqual(answer.data["jobId"], made.data["jobId"])
                        self.assertEqual(answer.headers["Idempotent-Replayed"], "true")
                        self.assertEqual(answer.headers["Location"], made.headers["Location"])
                    else:
                        self.assertEqual((answer.status, answer.code), (422, "IDEMPOTENCY_KEY_REUSED"))
                        # A valid request except for its key.
                        self.assertEqual(engine.post(second.encode()).status, 200, second)
        self.assertGreater(min(seen.values()), SPELLINGS * len(REQUESTS) / 5, seen)

    def test_a_key_stored_by_an_older_version_identifies_the_bytes(self):
        engine = self.engine()
        body = json.dumps({"params": {"uid": "shop.sales", "lang": "en", "template": "excel-auto"}})
        job = engine.post(body.encode()).data["jobId"]
        engine.stop()
        database = sqlite3.connect(engine.data / "gormic-bi.db")
        with database:
            for key, asked in (("old", body), ("retry", f"retry {job}")):
                database.execute("INSERT INTO idempotency_keys (organization, key, sha256, job_id, expires_at) VALUES (?, ?, ?, ?, ?)",
                                 (OWN, key, hashlib.sha256(asked.encode()).digest(), job, (int(time.time()) + 3600) * 10**6))
        database.close()
        engine.start()
        answer = self.post(engine, "old", body)
        self.assertEqual(answer.data["jobId"], job)
        self.assertEqual(answer.headers["Idempotent-Replayed"], "true")
        self.assertEqual(self.post(engine, "old", body + " ").code, "IDEMPOTENCY_KEY_REUSED")
        self.assertEqual(self.post(engine, "retry", body).code, "IDEMPOTENCY_KEY_REUSED")
        retried = engine.request("POST", f"/v1/bi/jobs/{job}/retry", headers={**engine.headers, "Idempotency-Key": "retry"})
        self.assertEqual(retried.data["jobId"], job)

    def test_a_repetition_is_answered_whatever_has_changed(self):
        engine = self.engine()
        body = json.dumps({"params": {"uid": "shop.sales", "lang": "ar", "template": "excel-auto", "note": 1,
                                      "parameters": [{"key": "status", "value": {"value": "paid", "x": 2}}],
                                      "query": {"limit": 5}}})
        made = self.post(engine, "k", body)
        job = engine.wait(made.data["jobId"])
        for name in ("shop.sales.json", "shop.sales.sql"):
            (engine.catalogue / "models" / name).unlink()
        deadline = time.monotonic() + 60
        while engine.post(body.encode()).status == 200:  # until it has noticed
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.1)
        self.assertEqual(engine.post(body.encode()).code, "NotFound")
        answer = self.post(engine, "k", body)
        self.assertEqual(answer.data["jobId"], job["id"])
        self.assertEqual(answer.json["warnings"], made.json["warnings"])
        self.assertEqual(len(made.json["warnings"]), 3)
        self.assertEqual(self.post(engine, "other", body).code, "NotFound")
        retry = f"/v1/bi/jobs/{job['id']}/retry"
        self.assertEqual(engine.request("POST", retry, headers={**engine.headers, "Idempotency-Key": "k"}).code,
                         "IDEMPOTENCY_KEY_REUSED")


if __name__ == "__main__":
    unittest.main()
