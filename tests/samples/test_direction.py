"""The reading order of each text is that of its first strong character by Python's unicodedata, on
sheets of both directions; text of digits and punctuation is read from left to right.
test_direction.py [TEXTS [SEED]]"""

import collections
import ctypes
import ctypes.util
import json
import pathlib
import random
import sqlite3
import sys
import tempfile
import unicodedata
import unittest

import openpyxl

import samples

TEXTS = 3_000
LEFT_TO_RIGHT, RIGHT_TO_LEFT = 1, 2  # ECMA-376, 18.8.1, readingOrder
KNOWN = {
    "1) \u062a\u0633\u0644\u064a\u0645 \u0627\u0644\u0645\u0631\u062d\u0644\u0629 \u0627\u0644\u0623\u0648\u0644\u0649 20%": RIGHT_TO_LEFT,
    "Soci\u00e9t\u00e9 G\u00e9n\u00e9rale S.A.": LEFT_TO_RIGHT,
    "\u00c9lectricit\u00e9 de France": LEFT_TO_RIGHT,
    "\u00ab\u0634\u0631\u0643\u0629\u00bb": RIGHT_TO_LEFT,
    "+966 11 234-5678": LEFT_TO_RIGHT,
    "SA03 8000 0000 6080 1016 7519": LEFT_TO_RIGHT,
    "\u0660\u0661\u0662-\u0663\u0664": LEFT_TO_RIGHT,
    "(\u20ac) \u2013 5": LEFT_TO_RIGHT,
    "\u05e9\u05dc\u05d5\u05dd": RIGHT_TO_LEFT,
    "\u041e\u041e\u041e \u0413\u0430\u0437": LEFT_TO_RIGHT,
}
PIECES = ["a", "Z", "\u00e9", "\u00c9", "\u0105", "\u03a9", "\u0416", "\u4e2d", "\U0001f600", "\u0634", "\u0628\u064e", "\u0640", "\u06a9", "\ufefb",
          "\u05d0", "\u0660", "\u06f5", "7", "20%", " ", "\u00a0", "(", ")", "\u00ab", ".", "\u060c", "\u061b", "-", "/", "+", "#", "\u20ac", "&",
          "\u2013", "\u00b7", "\u00d7", "\u066a", "\u0615", "\u064b", "\u00aa", "\u00b5"]


def order(text):
    """By the rules P2 and P3 of Unicode's annex 9, without isolates."""
    classes = map(unicodedata.bidirectional, text)
    strong = next((its for its in classes if its in ("L", "R", "AL")), "L")
    return LEFT_TO_RIGHT if strong == "L" else RIGHT_TO_LEFT


def catalogue(folder, texts):
    (folder / "models").mkdir(parents=True)
    (folder / "sources").mkdir()
    (folder / "sources/texts.json").write_text('{"kind": "sqlite", "path": "texts.db"}')
    (folder / "organizations.json").write_text('{"organizations": [{"uid": "o", "name": "O", "timeZone": "UTC"}]}')
    with sqlite3.connect(folder / "texts.db") as database:
        database.execute("CREATE TABLE texts (note)")
        database.executemany("INSERT INTO texts VALUES (?)", [[text] for text in texts])
    database.close()
    model = {"uid": "texts", "version": 1, "source": "texts", "title": {"en": "Texts", "ar": "\u0646\u0635\u0648\u0635"},
             "access": {"organizations": ["*"], "scope": "none"},
             "columns": [{"key": kind, "type": kind, "from": "note", "title": {"en": kind, "ar": "\u0646\u0635 " + kind}}
                         for kind in ("string", "text")]}
    (folder / "models/texts.json").write_text(json.dumps(model))
    (folder / "models/texts.sql").write_text("SELECT note FROM texts ORDER BY rowid")
    return folder


class Direction(unittest.TestCase):
    texts, seed = TEXTS, 16

    def test_each_text_is_read_as_its_first_strong_character(self):
        chance = random.Random(self.seed)
        written = [*KNOWN, *("".join(chance.choices(PIECES, k=chance.randint(1, 7))) for _ in range(self.texts))]
        written = [text for text in written if text.strip()]
        for text, expected in KNOWN.items():
            self.assertEqual(order(text), expected, text)
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            files = catalogue(folder / "catalogue", written)
            for lang in samples.LANGUAGES:
                file = folder / f"{lang}.xlsx"
                samples.run("render", "--catalogue", files, "--model", "texts", "--lang", lang, "--organization", "o",
                            "--out", file)
                sheet = openpyxl.load_workbook(file).worksheets[0]
                rows = [row for row in sheet.iter_rows() if all(row[i].border.left.style for i in (0, 1))][1:]
                self.assertEqual(len(rows), len(written))
                for text, cells in zip(written, rows):
                    for cell in cells[-2:]:
                        with self.subTest(lang=lang, text=text, cell=cell.coordinate):
                            self.assertEqual(cell.value, text)
                            self.assertEqual(cell.alignment.readingOrder, order(text))
                            self.assertEqual(cell.alignment.horizontal, {"ar": "right", "en": "left"}[lang])


class Mixed(unittest.TestCase):
    """Names of the data keep their order in composed prose, and the parts of prose follow each other, by FriBidi,
    on which Pillow's layout depends, too."""

    PARTIES = ["\u0634\u0631\u0643\u0629 3M \u0627\u0644\u062e\u0644\u064a\u062c \u0627\u0644\u0645\u062d\u062f\u0648\u062f\u0629", "3M Gulf Ltd.",
               "\u0633\u0648\u0633\u064a\u062a\u064a\u0647 \u062c\u0646\u0631\u0627\u0644 (Soci\u00e9t\u00e9 G\u00e9n\u00e9rale S.A.)",
               "SABIC \u0633\u0627\u0628\u0643 (2020)", "\u0633\u0627\u0628\u0643 SABIC", "\u0645\u0624\u0633\u0633\u0629 \u0627\u0644\u0646\u0648\u0631 24/7",
               "+966 11 234-5678", "\u200f\u0634\u0631\u0643\u0629 ABC \u0644\u0644\u0646\u0642\u0644", "7-Eleven",
               "\u0645\u062a\u062c\u0631 IKEA \u0639\u0645\u0651\u0627\u0646 \u2013 \u0641\u0631\u0639 3"]
    LABELS = {"en": ("Party", "Parties", "Branch"), "ar": ("\u0627\u0644\u0637\u0631\u0641", "\u0627\u0644\u0623\u0637\u0631\u0627\u0641", "\u0641\u0631\u0639 ERP")}
    ORGANIZATION = "\u0634\u0631\u0643\u0629 ABC \u0627\u0644\u0639\u0631\u0628\u064a\u0629"
    CONTROLS = {*range(0x200E, 0x2010), *range(0x202A, 0x202F)}

    @classmethod
    def setUpClass(cls):
        library = ctypes.util.find_library("fribidi")
        assert library, "FriBidi is not installed"
        cls.fribidi = ctypes.CDLL(library)
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.catalogue(cls.folder / "catalogue")
        parties = [word for party in cls.PARTIES[:5] for word in ("--parameter", f"parties={party}")]
        query = ("--query", json.dumps({"filters": {"and": [{"field": "branch", "op": "in", "value": cls.PARTIES[:4]}]}}))
        cls.books = {}
        for name, more in (("groups", (*parties, *query)), ("sheets", ("--ids", "1,2,3,4,5,6,7,8,9,10"))):
            for lang in samples.LANGUAGES:
                file = cls.folder / f"{name}.{lang}.xlsx"
                samples.run("render", "--catalogue", cls.folder / "catalogue", "--model", name, "--lang", lang,
                            "--organization", "o", "--out", file, *more)
                cls.books[name, lang] = openpyxl.load_workbook(file)

    @classmethod
    def catalogue(cls, folder):
        (folder / "models").mkdir(parents=True)
        (folder / "sources").mkdir()
        (folder / "sources/names.json").write_text('{"kind": "sqlite", "path": "names.db"}')
        (folder / "organizations.json").write_text(json.dumps({"organizations": [
            {"uid": "o", "name": cls.ORGANIZATION, "address": cls.PARTIES[0], "timeZone": "UTC", "vatNumber": "300"}]}))
        with sqlite3.connect(folder / "names.db") as database:
            database.execute("CREATE TABLE names (id, party, branch, amount)")
            database.executemany("INSERT INTO names VALUES (?, ?, ?, ?)",
                                 [[i + 1, party, cls.PARTIES[i % 4], 5 * i] for i, party in enumerate(cls.PARTIES)])
        database.close()
        titles = [dict(zip(("en", "ar"), (cls.LABELS["en"][i], cls.LABELS["ar"][i]))) for i in range(3)]
        common = {"version": 1, "source": "names", "access": {"organizations": ["*"], "scope": "none"},
                  "columns": [{"key": "party", "type": "string", "title": titles[0]}, {"key": "branch", "type": "string", "title": titles[2]},
                              {"key": "amount", "type": "decimal", "total": "sum", "title": {"en": "Amount", "ar": "\u0627\u0644\u0645\u0628\u0644\u063a"}}]}
        models = {
            "groups": {"parameters": [{"key": "parties", "type": "string", "multiple": True, "label": titles[1]}], "query": {"filter": {"branch": ["in"]}},
                       "layout": {"groups": [{"by": "party", "subtotal": True}]}},
            "sheets": {"instanceIds": {"from": "id", "type": "integer", "max": 50},
                       "layout": {"sheetPerInstance": True, "sheetTitle": "party", "sheetDetails": ["branch"],
                                  "chart": {"kind": "column", "category": "branch", "values": ["amount"]}}}}
        for uid, its in models.items():
            model = {"uid": uid, "title": {"en": "Names", "ar": "\u0623\u0633\u0645\u0627\u0621"}, **common, **its}
            (folder / f"models/{uid}.json").write_text(json.dumps(model))
            where = "[[WHERE party IN (:parties) OR 1 = 1]] " if uid == "groups" else ""
            (folder / f"models/{uid}.sql").write_text(f"SELECT id, party, branch, amount FROM names {where}ORDER BY id")

    def visual(self, text, is_right_to_left):
        """The places of the visible characters, from left to right."""
        count = len(text)
        codes, places = (ctypes.c_uint32 * count)(*map(ord, text)), (ctypes.c_int * count)()
        base = ctypes.c_uint32(0x111 if is_right_to_left else 0x110)  # FRIBIDI_PAR_RTL, FRIBIDI_PAR_LTR
        self.assertTrue(self.fribidi.fribidi_log2vis(codes, count, ctypes.byref(base), None, None, places, None))
        return [i for i in places if ord(text[i]) not in self.CONTROLS]

    def place(self, text, name, is_right_to_left):
        """Where a name is displayed in a text; None unless in one piece and in its own order."""
        start = text.index(name)
        seen = self.visual(text, is_right_to_left)
        alone = [start + i for i in self.visual(name, order(name) == RIGHT_TO_LEFT)]
        at = min(seen.index(i) for i in alone)
        return at if seen[at:at + len(alone)] == alone else None

    def composed(self, name, lang):
        """The prose of a workbook with its direction; None: of a header, which has none of its own."""
        for sheet in self.books[name, lang]:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and not cell.value.startswith("="):
                        for line in cell.value.split("\n"):
                            yield sheet.title, line, cell.alignment.readingOrder == RIGHT_TO_LEFT
            for header in (sheet.oddHeader, sheet.oddFooter):
                for part in (header.left, header.center, header.right):
                    if part.text:
                        yield sheet.title, part.text, False

    def test_names_keep_their_order_in_prose(self):
        found = collections.Counter()
        for name, lang in self.books:
            for sheet, text, is_right_to_left in self.composed(name, lang):
                for party in (*self.PARTIES, self.ORGANIZATION):
                    clean = text.translate(dict.fromkeys(self.CONTROLS))
                    if party not in text or clean == party.translate(dict.fromkeys(self.CONTROLS)):
                        continue
                    if any(party != other and party in other and other in text for other in self.PARTIES):
                        continue
                    found[name, lang] += 1
                    with self.subTest(book=name, lang=lang, sheet=sheet, text=ascii(text)):
                        self.assertIsNotNone(self.place(text, party, is_right_to_left), text)
        self.assertGreater(min(found.values()), 20, found)

    def test_labels_and_values_follow_each_other(self):
        found = collections.Counter()
        for lang in samples.LANGUAGES:
            for sheet, text, is_right_to_left in self.composed("groups", lang):
                parts = [part for part in (*self.LABELS[lang], *self.PARTIES[:5]) if part in text]
                parts.sort(key=text.index)
                if ":" not in text or not parts or parts[0] not in self.LABELS[lang]:
                    continue
                found[lang, parts[0]] += 1
                places = [self.place(text, part, is_right_to_left) for part in parts]
                with self.subTest(lang=lang, sheet=sheet, text=ascii(text)):
                    self.assertEqual(is_right_to_left, lang == "ar")
                    self.assertEqual(places, sorted(places, reverse=is_right_to_left))
        self.assertEqual(len(found), 6, found)

    def test_cells_of_data_are_exactly_the_data(self):
        for lang in samples.LANGUAGES:
            column = [cell.value for cell in self.books["groups", lang].worksheets[0]["A"]]
            for party in self.PARTIES[:4]:
                self.assertIn(party, column)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Direction.texts = int(sys.argv[1])
    if len(sys.argv) > 2:
        Direction.seed = int(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
