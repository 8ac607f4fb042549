"""Reports wider than a page say on each page which row it is, whatever the first columns are; a check
compares one currency; a shortened title of a group is no fault of the data."""

import contextlib
import json
import pathlib
import sqlite3
import tempfile
import unittest

import openpyxl

import samples

AMOUNTS = 20
LABELS = {"en": "Provision for doubtful debts of customers in the eastern region",
          "ar": "\u0645\u062e\u0635\u0635 \u0627\u0644\u062f\u064a\u0648\u0646 \u0627\u0644\u0645\u0634\u0643\u0648\u0643 \u0641\u064a \u062a\u062d\u0635\u064a\u0644\u0647\u0627 \u0645\u0646 \u0639\u0645\u0644\u0627\u0621 \u0627\u0644\u0645\u0646\u0637\u0642\u0629 \u0627\u0644\u0634\u0631\u0642\u064a\u0629"}
PERSONS = ["Mohammed Abdulrahman Al-Qahtani", "Fahd"]
GROUP = "\u0634\u0631\u0643\u0629 \u0627\u0644\u0645\u0642\u0627\u0648\u0644\u0627\u062a \u0627\u0644\u0639\u0627\u0645\u0629 \u0648\u0627\u0644\u062a\u0634\u063a\u064a\u0644 \u0648\u0627\u0644\u0635\u064a\u0627\u0646\u0629 " * 5 + "3M"


def column(key, **its):
    return {"key": key, "title": {"en": f"Title {key}", "ar": f"\u0639\u0646\u0648\u0627\u0646 {key}"}, **its}


AMOUNT_COLUMNS = [column(f"a{i}", type="money", currency="SAR", total="sum") for i in range(AMOUNTS)]
MODELS = {
    "number-first": [column("n", type="integer"), column("name", type="string"), *AMOUNT_COLUMNS],
    "long-label": [column("label", type="string"), *AMOUNT_COLUMNS],
    "two-labels": [column("name", type="string"), column("label", type="string"), *AMOUNT_COLUMNS],
    "grouped": [column("company", type="string"), *AMOUNT_COLUMNS[:3]],
    "long-names": [column("person", type="string"), *AMOUNT_COLUMNS[:9]],
    "two-currencies": [column("name", type="string"), column("a0", type="money", currency="SAR", total="sum"),
                       column("a1", type="money", currency="KWD", total="sum")],
}
LAYOUTS = {"grouped": {"groups": [{"by": "company"}]},
           "two-currencies": {"checks": [{"title": {"en": "Equal", "ar": "\u0645\u062a\u0633\u0627\u0648\u064a\u0627\u0646"}, "equal": ["a0", "a1"]}]}}


def write_catalogue(folder):
    (folder / "models").mkdir(parents=True)
    (folder / "sources").mkdir()
    (folder / "sources/data.json").write_text('{"kind": "sqlite", "path": "data.db"}')
    for uid, columns in MODELS.items():
        model = {"uid": uid, "version": 1, "title": {"en": uid, "ar": f"\u062a\u0642\u0631\u064a\u0631 {uid}"}, "source": "data",
                 "access": {"organizations": ["*"], "scope": "none"}, "columns": columns, "layout": LAYOUTS.get(uid, {})}
        (folder / f"models/{uid}.json").write_text(json.dumps(model))
        (folder / f"models/{uid}.sql").write_text("SELECT * FROM facts")
    amounts = ", ".join(f"a{i} REAL" for i in range(AMOUNTS))
    with contextlib.closing(sqlite3.connect(folder / "data.db")) as book, book:
        book.execute(f"CREATE TABLE facts (n INTEGER, name TEXT, label TEXT, company TEXT, person TEXT, {amounts})")
        for row in range(1, 31):
            label = LABELS["en" if row % 2 else "ar"]
            person = PERSONS[row % 2] + f" {row:03}"
            book.execute(f"INSERT INTO facts VALUES (?, ?, ?, ?, ?{', ?' * AMOUNTS})",
                         (row, f"Item {row}", f"{label} {row:03}", GROUP, person, *(1234567.25 + row * i for i in range(AMOUNTS))))


class Beside(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory())) / "catalogue"
        write_catalogue(cls.folder)

    def render(self, model, lang):
        file = self.folder / f"{model}.{lang}.xlsx"
        self.said = samples.run("render", "--catalogue", self.folder, "--model", model, "--lang", lang, "--out", file)
        return openpyxl.load_workbook(file)

    def test_each_page_repeats_the_columns_that_name_the_row(self):
        for model, last in {"number-first": "B", "long-label": "A", "two-labels": "B"}.items():
            for lang in samples.LANGUAGES:
                with self.subTest(model=model, lang=lang):
                    sheet = self.render(model, lang).worksheets[0]
                    self.assertGreater(len(sheet.col_breaks.brk), 0)
                    self.assertEqual(sheet.print_title_cols, f"$A:${last}")

    def test_a_few_digits_keep_most_rows_on_one_line(self):
        for lang in samples.LANGUAGES:
            sheet = self.render("long-names", lang).worksheets[0]
            header = next(cell.row for cell in sheet["B"] if str(cell.value).endswith(" a0"))
            rows = range(header + 1, header + 31)
            self.assertEqual([row for row in rows if (sheet.row_dimensions[row].height or 15) > 15], [], lang)
            self.assertLess(sheet.column_dimensions["A"].width, 40)

    def test_a_check_of_two_currencies_is_not_made(self):
        for lang, verdict in {"en": "Not checked", "ar": "\u0644\u0645 \u064a\u064f\u062a\u062d\u0642\u0642 \u0645\u0646\u0647"}.items():
            sheet = self.render("two-currencies", lang).worksheets[0]
            self.assertIn(verdict, [cell.value for row in sheet.iter_rows() for cell in row])
            self.assertIn("currencies", self.said)

    def test_a_long_title_wraps_on_the_first_page(self):
        for lang in samples.LANGUAGES:
            sheet = self.render("grouped", lang).worksheets[0]
            titles = [cell for row in sheet.iter_rows() for cell in row if cell.alignment.wrap_text and sheet.row_dimensions[cell.row].height
                      and len(str(cell.value)) > 110 and cell.row > 5]
            self.assertFalse([cell for row in sheet.iter_rows() for cell in row if "\u2026" in str(cell.value)], lang)
            self.assertGreater(len(titles), 0, lang)
            merged = {area.start_cell.coordinate: area for area in sheet.merged_cells.ranges}
            for its in titles:
                end = merged[its.coordinate].max_col if its.coordinate in merged else its.column
                self.assertTrue(all(end <= its.id for its in sheet.col_breaks.brk), (lang, end))
            text = str(titles[0].value)
            self.assertEqual(sum(text.count(c) for c in "\u202A\u202B"), text.count("\u202C"), lang)
            self.assertNotIn("taken out", self.said)


if __name__ == "__main__":
    unittest.main()
