"""The reading order of each text is that of its first strong character by Python's unicodedata, on
sheets of both directions; text of digits and punctuation is read from left to right.
test_direction.py [TEXTS [SEED]]"""

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


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Direction.texts = int(sys.argv[1])
    if len(sys.argv) > 2:
        Direction.seed = int(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
