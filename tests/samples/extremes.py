"""A catalogue of the widest values of every type, in one database: amounts of many currencies, large and negative, with
subtotals, totals and a check; percentages, durations of thousands of hours, capitals, codes, addresses."""

import itertools
import json
import pathlib
import random
import sqlite3

CURRENCIES = ("SAR", "KWD", "EGP", "JPY", "TND", "USD", "IRR", "XQQ", "BHD", "LYD")
ORGANIZATIONS = [{"uid": "gulf", "name": {"en": "Gulf", "ar": "\u0627\u0644\u062e\u0644\u064a\u062c"},
                  "timeZone": "Asia/Riyadh"},
                 {"uid": "indic", "name": {"en": "Indic", "ar": "\u0647\u0646\u062f\u064a"}, "timeZone": "Asia/Riyadh",
                  "digits": "arabicIndic"}]
LONG = "\u0645\u0646\u062a\u062c\u0627\u062a \u0635\u062d\u064a\u0629 \u0648\u0637\u0628\u064a\u0629 "
WORDS = ("GENERAL ORGANIZATION FOR SOCIAL INSURANCE", "SA0380000000608010167519", "WWW/MMM-000@X", "illicit filling",
         "\u0627\u0644\u0645\u0624\u0633\u0633\u0629 \u0627\u0644\u0639\u0627\u0645\u0629 \u0644\u0644\u062a\u0623\u0645\u064a\u0646"
         "\u0627\u062a", "\u0642\u0633 \u0628\u0635 \u062d\u0636 \u0634\u0643", "Soci\u00e9t\u00e9 G\u00c9N\u00c9RALE \u0160A",
         "W" * 70, LONG * 4)


def column(key, kind, **more):
    return {"key": key, "type": kind, "title": {"en": key, "ar": "\u0639 " + key}, **more}


def money(key, currency, **more):
    return column(key, "money", currency=currency, **more)


NUMBERS = [money("mixed", {"from": "unit"}, total="sum"), money("least", {"from": "unit"}, total="min"),
           money("sar", "SAR", total="sum"), money("kwd", "KWD", total="average"), money("yen", "JPY", total="max"),
           column("whole", "integer", total="sum"), column("year", "integer", grouping=False),
           column("exact", "decimal", total="sum"), column("share", "percent", total="average"),
           column("took", "duration", total="sum"), column("day", "date", total="max", hijri=True),
           column("moment", "datetime", total="min"), column("opens", "time"), column("filled", "string", total="count")]
TEXTS = [column("text", "string"), column("page", "url"), column("gift", "boolean"),
         column("kind", "enum", values=[
             {"value": "a", "label": {"en": "A LABEL OF MANY CAPITALS " * 4, "ar": LONG * 3}},
             {"value": "b", "label": {"en": "b", "ar": "\u0628"}}]),
         column("code", "integer"), column("due", "date"), column("sum", "decimal")]
GROUPS = {"groups": [{"by": "region", "subtotal": True}, {"by": "unit", "subtotal": True}]}


def model(columns, sql, **more):
    return {"columns": columns, "sql": sql, **more}


REGION = column("region", "string")
UNIT = column("unit", "string")
SHEETS = {"instanceIds": {"from": "region", "type": "string", "max": 50}}
MODELS = {
    "plain": model([REGION, *NUMBERS], "SELECT * FROM amounts ORDER BY n"),
    "shown-unit": model([REGION, UNIT, *NUMBERS], "SELECT * FROM amounts ORDER BY n"),
    "grouped": model([REGION, *NUMBERS], "SELECT * FROM amounts ORDER BY region, unit, n",
                     layout={"groups": [{"by": "region", "subtotal": True}]}),
    "nested": model([REGION, UNIT, *NUMBERS], "SELECT * FROM amounts ORDER BY region, unit, n",
                    layout={**GROUPS, "serialNumbers": True, "signatures": True}),
    "one-currency": model([REGION, *NUMBERS], "SELECT * FROM amounts WHERE unit = 'KWD' ORDER BY region, n",
                          layout={"groups": [{"by": "region", "subtotal": True}]}),
    "sheets": model([REGION, *NUMBERS], "SELECT * FROM amounts ORDER BY n", layout={"sheetPerInstance": True}, **SHEETS),
    "checked": model([REGION, money("debit", "TND", total="sum"), money("credit", "TND", total="sum")],
                     "SELECT region, sar AS debit, -sar AS credit FROM amounts ORDER BY n",
                     layout={"checks": [{"equal": ["debit", "credit"]}]}),
    "chart": model([REGION, column("whole", "integer", total="sum"), money("kwd", "KWD", total="sum")],
                   "SELECT region, whole, kwd FROM amounts ORDER BY region",
                   layout={"groups": [{"by": "region", "subtotal": True}],
                           "chart": {"kind": "column", "values": ["whole", "kwd"]}}),
    "small": model([column("n", "integer", total="sum"), column("share", "percent"), column("opens", "time"),
                    column("day", "date"), column("took", "duration", total="sum")],
                   "SELECT n, share / 1e6 AS share, opens, day, 5 AS took FROM amounts LIMIT 9"),
    "words": model(TEXTS, "SELECT * FROM words ORDER BY n"),
    "wide-words": model([column(f"c{i}", "string") for i in range(len(WORDS))],
                        "SELECT " + ", ".join(f"(SELECT text FROM words WHERE n = {i}) AS c{i}" for i in range(len(WORDS))))}


def database(path):
    chance = random.Random(16)
    book = sqlite3.connect(path)
    book.execute("CREATE TABLE amounts (n INTEGER, region, unit, mixed, least, sar, kwd, yen, whole, year, exact, share, took,"
                 " day, moment, opens, filled)")
    units = itertools.cycle(CURRENCIES)
    for n in range(80):
        size = 10 ** chance.randint(0, 11)
        amount = chance.choice((-1, 1)) * size * chance.random()
        book.execute(f"INSERT INTO amounts VALUES ({','.join('?' * 17)})", (
            n, f"Region {n % 4}", next(units), round(amount, 3), round(-abs(amount), 3), round(amount, 2),
            round(amount * 9, 3), round(amount), round(amount * 90), 1999 + n, round(amount / 7, 6),
            round(amount / 1e4, 6), round(abs(amount) % 9e9), f"20{n % 90 + 10}-12-28", f"20{n % 90 + 10}-12-28T20:58:57Z",
            "23:59:59", "x" if n % 3 else None))
    book.execute("CREATE TABLE words (n INTEGER, text, page, gift, kind, code, due, sum)")
    for n, word in enumerate(WORDS):
        book.execute("INSERT INTO words VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (
            n, word, "https://www.example.com/" + "WIDE" * 6 * n, n % 2, "ab"[n % 2] if n < 8 else word,
            "1234567890" * (n + 1), "NO DATE BUT CAPITALS " * n or None, f"0.{'0' * 10 * n}125"))
    book.commit()
    book.close()


def catalogue(folder):
    folder = pathlib.Path(folder)
    for name in ("models", "sources"):
        (folder / name).mkdir(parents=True)
    database(folder / "extremes.db")
    (folder / "sources/extremes.json").write_text('{"kind": "sqlite", "path": "extremes.db"}')
    (folder / "organizations.json").write_text(json.dumps({"organizations": ORGANIZATIONS}))
    for uid, told in MODELS.items():
        told = {"uid": uid, "version": 1, "source": "extremes", "title": {"en": uid, "ar": "\u0646 " + uid},
                "access": {"organizations": ["*"], "scope": "none"}, **told}
        (folder / f"models/{uid}.sql").write_text(told.pop("sql"))
        (folder / f"models/{uid}.json").write_text(json.dumps(told))
    return folder
