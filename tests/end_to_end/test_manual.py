"""The complete example of the manual, as a reader would copy it."""

import contextlib
import os
import pathlib
import re
import sqlite3
import subprocess
import tempfile
import unittest

import openpyxl

from engine import EXECUTABLE

MANUAL = pathlib.Path(__file__).resolve().parents[2] / "assets/docs/data-models.md"
EXPECTED = {
    "en": {"sheets": ["Index", "Riyadh", "Jeddah", "Chart", "About this report"], "check": "Debit equals credit", "verdict": "Balanced",
           "groups": ["Account: Receivables", "Account: Bank", "Account: Revenue"], "signers": ["Prepared by", "Approved by"]},
    "ar": {"sheets": ["\u0627\u0644\u0641\u0647\u0631\u0633", "\u0627\u0644\u0631\u064a\u0627\u0636", "\u062c\u062f\u0629", "\u0627\u0644\u0631\u0633\u0645 \u0627\u0644\u0628\u064a\u0627\u0646\u064a", "\u0639\u0646 \u0627\u0644\u062a\u0642\u0631\u064a\u0631"],
           "check": "\u062a\u0648\u0627\u0632\u0646 \u0627\u0644\u0645\u062f\u064a\u0646 \u0648\u0627\u0644\u062f\u0627\u0626\u0646", "verdict": "\u0645\u062a\u0648\u0627\u0632\u0646",
           "groups": ["\u0627\u0644\u062d\u0633\u0627\u0628: \u0627\u0644\u0630\u0645\u0645 \u0627\u0644\u0645\u062f\u064a\u0646\u0629", "\u0627\u0644\u062d\u0633\u0627\u0628: \u0627\u0644\u0628\u0646\u0643", "\u0627\u0644\u062d\u0633\u0627\u0628: \u0627\u0644\u0625\u064a\u0631\u0627\u062f\u0627\u062a"],
           "signers": ["\u0625\u0639\u062f\u0627\u062f", "\u0627\u0639\u062a\u0645\u0627\u062f"]}}


def blocks(text):
    """The indented blocks, each with the last line before it."""
    return [(before.strip(), "".join(line[4:] + "\n" for line in block.splitlines()))
            for before, block in re.findall(r"^(\S.*)\n\n((?:    .*\n)+)", text, re.MULTILINE)]


class Manual(unittest.TestCase):
    def test_the_complete_example_is_checked_and_rendered_as_it_stands(self):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        section = MANUAL.read_text(encoding="utf-8").split("## A complete example\n")[1].split("\n## ")[0]
        *files, (_, commands) = blocks(section)
        self.assertEqual([name for name, _ in files], [f"*{name}*" for name in (
            "ledger.sql", "my/sources/ledger.json", "my/organizations.json", "my/models/ledger.json", "my/models/ledger.sql")])
        for name, text in files:
            file = folder / name.strip("*")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        with contextlib.closing(sqlite3.connect(folder / "my/ledger.db")) as database:
            database.executescript((folder / "ledger.sql").read_text(encoding="utf-8"))
        (folder / "gormic-bi").symlink_to(EXECUTABLE)
        for lang in ("ar", "en"):
            done = subprocess.run(["bash", "-ec", commands.replace("--lang ar", f"--lang {lang}")], cwd=folder, capture_output=True,
                                  text=True, timeout=60, check=False, env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"})
            self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
            self.look_at(openpyxl.load_workbook(folder / "ledger.xlsx"), EXPECTED[lang])

    def look_at(self, book, expected):
        self.assertEqual([sheet.title for sheet in book], expected["sheets"])
        self.assertEqual(len(book.worksheets[3]._charts), 1)
        for sheet in book.worksheets[1:3]:
            cells = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
            texts = [cell.value.translate(dict.fromkeys([0x200E, 0x200F])) for cell in cells]
            groups = [text for text in texts if text in expected["groups"]]
            self.assertEqual(groups, [group for group in expected["groups"] if group in groups])  # in the order of the values
            self.assertGreater(len(groups), 1)
            for text in (expected["check"], *expected["signers"]):
                self.assertIn(text, texts)
            self.assertTrue(any(expected["verdict"] in text for text in texts))
            self.assertIn("FF5B2A86", {cell.fill.fgColor.rgb for cell in cells})


if __name__ == "__main__":
    unittest.main()
