"""No body crashes the server, and an invalid body always gets a 400 of the contract."""

import copy
import json
import pathlib
import random
import tempfile
import unittest

import shop
from engine import Engine

BODIES = 1_000
CODES = {"INVALID_DATA_MODEL_PARAMETER", "INVALID_INSTANCE_IDS_PARAM", "MISSIN_QUERY_PARAM",
         "NOT_ALLOWED", "NotFound", "UNKOWN_DATA_MODEL_PARAMETER"}
ORDER = {"params": {
    "uid": "shop.sales", "lang": "ar", "template": "excel-auto",
    "parameters": [{"key": "period", "value": {"from": "2025-01-01", "to": "2025-01-31"}},
                   {"key": "status", "value": {"values": ["paid", "open"]}}],
    "query": {"filters": {"and": [{"field": "total", "op": "gte", "value": 10}]},
              "sort": [{"field": "total", "direction": "desc"}], "page": 1, "pageSize": 5}}}
WRONG = [None, True, -1, 1e308, 0.5, "", "\u0000", "x" * 5000, [], [[]], [None], {"\u0000": 1}]


def broken_text(chance):
    """No longer JSON, or not UTF-8."""
    text = json.dumps(ORDER).encode()
    place = chance.randrange(1, len(text) - 1)
    return chance.choice([
        lambda: text[:place],
        lambda: text + chance.choice([b"}", b"{}", b"\x00", b"\xef\xbb\xbf"]),
        lambda: text[:-1] + b", \"params\": {}}",
        lambda: text.replace(b"paid", b"\xff\xfe", 1),
        lambda: text.replace(b"paid", b"\xed\xa0\x80", 1),
        lambda: b"[" * chance.randrange(1, 300_000),
        lambda: b"{\"a\":" * chance.randrange(1, 100_000),
        lambda: bytes(chance.randrange(256) for _ in range(chance.randrange(1, 200))),
        lambda: text.replace(b"{", b"{,", 1),
        lambda: text.replace(b"10", chance.choice([b"NaN", b"+1", b"01", b"1e", b"0x1"]), 1),
    ])()


def places(value, path=()):
    """Each place in the request, as a path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key)
            yield from places(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield (*path, index)
            yield from places(inner, (*path, index))


PLACES = list(places(ORDER))


def broken_order(chance):
    """JSON, but not a valid request."""
    order = copy.deepcopy(ORDER)
    *way, last = chance.choice(PLACES)
    holder = order
    for step in way:
        holder = holder[step]
    holder[last] = chance.choice([wrong for wrong in WRONG if not is_right(way, last, wrong)])
    return json.dumps(order).encode()


def is_right(way, last, value):
    """Whether the value is valid there: a filter takes numbers; null and empty mean absent."""
    if last == "value" and "filters" in way:
        return value is None or (isinstance(value, (int, float)) and not isinstance(value, bool))
    return value is None or value == [] or (last == "sort" and value == "")


class Malformed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        database = shop.create(pathlib.Path(folder, "shop.sqlite"))
        cls.engine = cls.enterClassContext(Engine("shop", database))

    def test_a_thousand_malformed_bodies_are_rejected_and_the_server_survives(self):
        chance = random.Random(2)
        for number in range(BODIES):
            body = chance.choice([broken_text, broken_order])(chance)
            with self.subTest(number=number, body=body[:300]):
                answer = self.engine.post(body)
                self.assertEqual(answer.status, 400, answer.body[:300])
                self.assertIn(answer.code, CODES)
        self.assertEqual(self.engine.post(ORDER).status, 200)


if __name__ == "__main__":
    unittest.main()
