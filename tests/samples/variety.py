"""A catalogue of contents of real and hostile databases: one model per case, over one database."""

import json
import pathlib
import sqlite3

ORGANIZATIONS = {"organizations": [
    {"uid": "cairo", "name": {"en": "Cairo", "ar": "\u0627\u0644\u0642\u0627\u0647\u0631\u0629"},
     "timeZone": "Africa/Cairo"},
    {"uid": "indic", "name": {"en": "Indic", "ar": "\u0647\u0646\u062f\u064a"},
     "timeZone": "Africa/Cairo", "digits": "arabicIndic"}]}
STATEMENT = "\u0634\u0631\u0643\u0629 \u0648\u0627\u062d\u0629 \u0627\u0644\u0645\u0633\u062a\u0644\u0632\u0645\u0627\u062a \u0627\u0644\u0637\u0628\u064a\u0629 "
ENDS = ["\u0627\u0644\u0645\u062d\u062f\u0648\u062f\u0629", "\u0627\u0644\u0645\u062a\u062d\u062f\u0629",
        "\u0644\u0644\u062a\u062c\u0627\u0631\u0629"]
COLUMNS = 2000

# (as stored, as the cell has it), or one text if both are the same.
TEXTS = [
    ("=1+1",), ("+1",), ("-1",), ("@SUM(A1)",), ("=HYPERLINK(\"http://x\")",), ("007",),
    ("12345678901234567890",), ("_x0041_",), ("  edges  ",), ("<b>&amp;</b> ]]> \"'",),
    ("a\x01\x08b", "ab"), ("one\r\ntwo\rthree", "one\ntwo\nthree"), ("tab\there",),
    ("user\u202egpj.exe", "usergpj.exe"), ("\u2066a\u2069b", "ab"), ("\ufffe\uffffx", "\ufffd\ufffdx"),
    ("\U0001F600" * 20000, "\U0001F600" * 16383), ("y" * 40000, "y" * 32767),
    ("\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f\u064c",), ("\u0644\u0627 ABC (15%)",),
    (b"bad \xff\xc3( utf-8", "bad \ufffd\ufffd( utf-8"), (b"\xed\xa0\x80", "\ufffd\ufffd\ufffd"),
    ("\n" * 300, "\n" * 253), (None,), ("", None)]


def column(key, kind, **more):
    return {"key": key, "type": kind, "title": {"en": key, "ar": "\u0639 " + key}, **more}


def money(key, currency, **more):
    return column(key, "money", currency=currency, **more)


# Titles of columns: most are equal to Excel or look equal to a reader.
TITLES = ["Net Amount", "Net\nAmount", "Net  Amount", "net amount ", "\u202bNet Amount\u202c", "Net\u00a0Amount",
          "NET\u200b AMOUNT", "Stra\u00dfe", "STRASSE", "\u00c9t\u00e9", "E\u0301TE\u0301", "_x0041_", "A", "[a]#'b'",
          "x" * 300, "x" * 299 + "y", "\u0130", "i\u0307", "<&\">", "\ufffea", "\uffffa", "\ufffda", "\U0001F600" * 150]

TYPES = [
    money("sar", "SAR"), money("kwd", "KWD"), money("bhd", "BHD"), money("omr", "OMR"),
    money("jod", "JOD"), money("tnd", "TND"), money("minor", "KWD", minor=True),
    money("mixed", {"from": "unit"}, total="sum"), column("share", "percent"),
    column("took", "duration"), column("gift", "boolean"), column("placedOn", "date", hijri=True),
    column("paidAt", "datetime"), column("opens", "time"), column("page", "url"),
    column("whole", "integer", total="sum"), column("exact", "decimal"), column("note", "text")]
FIELDS = [its["key"] for its in TYPES]
ROW = {"sar": 1234.5, "kwd": -12.3456, "bhd": 0, "omr": "7.125", "jod": 1, "tnd": 2.5, "minor": 1250,
       "mixed": 5, "unit": "KWD", "share": 0.155, "took": 5400, "gift": 1, "placedOn": "2025-03-01",
       "paidAt": "2025-07-15T09:00:00Z", "opens": "08:30", "page": "https://a.example/\u0627 b",
       "whole": 3, "exact": "0.125", "note": "one\ntwo"}
ROWS = [ROW, {**ROW, "unit": "SAR", "gift": 0, "placedOn": "1880-01-01", "paidAt": "2025-01-15T09:00:00Z",
              "page": "javascript:alert(1)", "whole": "12345678901234567", "took": -1},
        {**ROW, "unit": "EGP", "placedOn": "9999-12-31", "paidAt": "2025-07-15 09:00:00",
         "page": "mailto:a@b.example", "whole": 9007199254740993, "sar": 9e999, "gift": "maybe"}]
MODELS = {
    "texts": {"columns": [column("v", "string")], "sql": "SELECT v FROM texts ORDER BY n"},
    "types": {"columns": TYPES, "sql": f"SELECT {', '.join(FIELDS)}, unit FROM types ORDER BY rowid"},
    "nulls": {"columns": TYPES, "sql": "SELECT {}, NULL AS unit FROM texts LIMIT 5".format(
        ", ".join(f"NULL AS {its}" for its in FIELDS))},
    "empty": {"columns": TYPES, "sql": f"SELECT {', '.join(FIELDS)}, unit FROM types WHERE 0"},
    "wide": {"columns": [column(f"c{i}", "integer", total="sum") for i in range(COLUMNS)],
             "sql": "SELECT " + ", ".join(f"{i} AS c{i}" for i in range(COLUMNS))},
    **{name: {"columns": [column(f"c{i}", "string", title={"en": title, "ar": "\u0639 " + title})
                          for i, title in enumerate(TITLES)],
              "sql": "SELECT " + ", ".join(f"'{i}' AS c{i}" for i in range(len(TITLES))), **more}
       for name, more in {"headers": {}, "grouped-headers": {
           "layout": {"groups": [{"by": "c0"}]}}, "sheets-of-headers": {
           "instanceIds": {"from": "c0", "type": "string", "max": 5}, "layout": {"sheetPerInstance": True}}}.items()},
    "clashes": {"columns": [column("name", "string"), column("amount", "integer", total="sum")],
                "sql": "SELECT n, v AS name, n AS amount FROM names ORDER BY n",
                "instanceIds": {"from": "n", "type": "integer", "max": 100},
                "layout": {"sheetPerInstance": True, "sheetTitle": "name"}},
    "levels": {"columns": [column("region", "string"), column("city", "string"),
                           column("n", "integer", total="sum"), column("mean", "decimal", total="average"),
                           column("least", "decimal", total="min"), column("most", "decimal", total="max"),
                           column("filled", "string", total="count")],
               "sql": "SELECT region, city, n, n * 1.5 AS mean, n * 0.5 AS least, n * 2.5 AS most,"
                      " CASE WHEN n % 3 THEN 'x' END AS filled FROM cities",
               "layout": {"groups": [{"by": "region", "subtotal": True},
                                     {"by": "city", "subtotal": True, "collapsed": True}]}},
    "moments": {"columns": [column("region", "string"), column("placedOn", "date", hijri=True, total="min"),
                            column("paidAt", "datetime", total="max"), column("took", "duration", total="sum"),
                            column("opens", "time", total="min")],
                "sql": "SELECT region, CASE WHEN n < 9 THEN date('1899-12-29', '+' || (n * 9000) || ' days') END AS placedOn,"
                       " CASE WHEN n < 9 THEN datetime('2025-06-30 20:59:59', '+' || n || ' hours') || 'Z' END AS paidAt,"
                       " CASE WHEN n < 9 THEN n * 1e8 END AS took, CASE WHEN n < 9 THEN time('08:30', '+' || n || ' minutes') END"
                       " AS opens FROM cities",
                "layout": {"groups": [{"by": "region", "subtotal": True}]}},
    "signed": {"columns": [column("v", "text"), column("n", "integer")],
               "sql": "SELECT printf('%090d', 1) AS v, 1 AS n",
               "layout": {"serialNumbers": True, "signatures": True}},
    "signs": {"columns": [column("v", "string"), money("mixed", {"from": "unit"})],
              "sql": "SELECT n AS v, CASE n % 3 WHEN 2 THEN 0 WHEN 1 THEN -1234.5 ELSE 1234.5 END AS mixed, 'SAR' AS unit"
                     " FROM hundred LIMIT 6"},
    "both": {"columns": [column("city", "string"), column("n", "integer", total="sum")],
             "sql": "SELECT city, n FROM cities", "layout": {"languages": ["ar", "en"], "signatures": True,
                        "chart": {"kind": "bar", "category": "city", "values": ["n"]}}},
    **{f"rows{count}": {"columns": [column("n", "integer")], "sql": "SELECT n FROM hundred WHERE n <= " + str(count)}
       for count in (1, 2, 3, 10, 11, 99, 100)},
    **{f"chart-{kind}": {"columns": [column("region", "string"), column("n", "integer", total="sum")],
                         "sql": "SELECT region, CASE WHEN n < 5 OR n > 8 THEN n END AS n FROM cities",
                         "layout": {"groups": [{"by": "region", "subtotal": True}],
                                    "chart": {"kind": kind, "values": ["n"]}}}
       for kind in ("column", "bar", "line", "pie")}}


def database(path):
    book = sqlite3.connect(path)
    book.execute("CREATE TABLE texts (n INTEGER, v)")
    for number, (text, *_) in enumerate(TEXTS):
        sql = "CAST(? AS TEXT)" if isinstance(text, bytes) else "?"
        book.execute(f"INSERT INTO texts VALUES (?, {sql})", (number, text))
    book.execute(f"CREATE TABLE types ({', '.join(FIELDS)}, unit)")
    for row in ROWS:
        book.execute(f"INSERT INTO types ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
                     list(row.values()))
    book.execute("CREATE TABLE names (n INTEGER, v TEXT)")
    book.executemany("INSERT INTO names VALUES (?, ?)", [
        (i, STATEMENT + ENDS[i % 3]) for i in range(12)] + [(12, "History"), (13, "[a]:*?/\\b"), (14, "'q'"),
        (15, "\u0634\u0631\u0643\u0629 ABC (\u0627\u0644\u0645\u062d\u062f\u0648\u062f\u0629) 2 <&\"")])
    book.execute("CREATE TABLE cities (region TEXT, city TEXT, n INTEGER)")
    book.executemany("INSERT INTO cities VALUES (?, ?, ?)", [
        (f"\u0645\u0646\u0637\u0642\u0629 {i // 4}", f"City {i // 2}", i + 1) for i in range(12)])
    book.execute("CREATE TABLE hundred (n INTEGER)")
    book.executemany("INSERT INTO hundred VALUES (?)", [(i + 1,) for i in range(100)])
    book.commit()
    book.close()


def catalogue(folder):
    folder = pathlib.Path(folder)
    (folder / "models").mkdir(parents=True)
    (folder / "sources").mkdir()
    database(folder / "variety.db")
    (folder / "sources/variety.json").write_text('{"kind": "sqlite", "path": "variety.db"}')
    (folder / "organizations.json").write_text(json.dumps(ORGANIZATIONS))
    for uid, model in MODELS.items():
        told = {"uid": uid, "version": 1, "source": "variety", "title": {"en": uid, "ar": "\u0646 " + uid},
                "access": {"organizations": ["*"], "scope": "none"}, **model}
        (folder / f"models/{uid}.sql").write_text(told.pop("sql"))
        (folder / f"models/{uid}.json").write_text(json.dumps(told))
    return folder
