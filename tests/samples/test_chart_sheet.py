"""The sheet of a chart, beside its picture: each category reads in its own direction and has room,
amounts name their currency, and bars begin at zero."""

import json
import pathlib
import sqlite3
import tempfile
import unittest
import xml.etree.ElementTree
import zipfile

import openpyxl

import fit
import integrity
import samples
import variety

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}cNvPr"
ORGANIZATIONS = {"organizations": [{"uid": "charts", "name": "charts", "timeZone": "Asia/Riyadh"}]}
EAST = "\u0627\u0644\u0645\u0646\u0637\u0642\u0629 \u0627\u0644\u0634\u0631\u0642\u064a\u0629"
SHORT = [f"1) {EAST} 20%", "Soci\u00e9t\u00e9 (A)", f"Name 0 {EAST}", "=HYPERLINK(\"x\")", "5%", EAST]
LONG = [f"{name} " + "and a name that goes on over several lines of its cell, " * 4 + f"lot {i}" for i, name in enumerate(SHORT)]
TITLES = {"en": "Chart", "ar": "\u0627\u0644\u0631\u0633\u0645 \u0627\u0644\u0628\u064a\u0627\u0646\u064a"}
AMOUNTS = {"close": [100, 110, 119, 105, 101, 102], "lost": [-1, -2, -3, -4, -5, -6], "both": [-1, 2, 3, -4, 5, 6]}
COLUMNS = [variety.column("name", "string"), variety.column("kind", "string"), variety.money("amount", {"from": "unit"}, total="sum"),
           variety.money("minor", {"from": "unit"}, total="sum", minor=True), variety.money("fixed", "SAR", total="sum", **{"from": "amount"})]


def chart(values, kind="bar", **more):
    return {"chart": {"kind": kind, "values": values, **more}}


MODELS = {
    **{f"{key}-{kind}": (f"WHERE unit = 'SAR' AND set_ = '{key}'", chart(["fixed"], kind, category="name"))
       for key in AMOUNTS for kind in ("bar", "column", "line")},
    "long": ("WHERE set_ = 'long'", chart(["fixed"], category="name")),
    "dinars": ("WHERE set_ = 'both' AND unit = 'KWD'", chart(["amount"], category="name")),
    "several": ("WHERE set_ = 'both'", chart(["amount"], category="name")),
    "by-currency": ("WHERE set_ = 'both'", {**chart(["amount"]), "groups": [{"by": "unit", "subtotal": True}]}),
    "mixed": ("WHERE set_ = 'both'", {**chart(["amount"]), "groups": [{"by": "kind", "subtotal": True}]}),
    "partly-mixed": ("WHERE set_ = 'both' OR (set_ = 'long' AND unit = 'SAR')",
                     {**chart(["amount"]), "groups": [{"by": "set_", "subtotal": True}]})}


def rows():
    for key, amounts in {**AMOUNTS, "long": AMOUNTS["close"]}.items():
        for unit in ("SAR", "KWD", "JPY"):
            for i, amount in enumerate(amounts):
                name = (LONG if key == "long" else SHORT)[i]
                yield key, unit, name, f"kind {i % 2}", amount + (0.005 if unit == "KWD" else 0), "no number"


def catalogue(folder):
    for name in ("models", "sources"):
        (folder / name).mkdir(parents=True)
    database = sqlite3.connect(folder / "a.db")
    database.execute("CREATE TABLE amounts (set_ TEXT, unit TEXT, name TEXT, kind TEXT, amount REAL, minor TEXT)")
    database.executemany("INSERT INTO amounts VALUES (?, ?, ?, ?, ?, ?)", rows())
    database.commit()
    database.close()
    (folder / "sources/a.json").write_text('{"kind": "sqlite", "path": "a.db"}')
    (folder / "organizations.json").write_text(json.dumps(ORGANIZATIONS))
    for uid, (condition, layout) in MODELS.items():
        (folder / f"models/{uid}.json").write_text(json.dumps({
            "uid": uid, "source": "a", "title": {"en": uid, "ar": uid}, "access": {"scope": "none"}, "columns": COLUMNS, "layout": layout}))
        (folder / f"models/{uid}.sql").write_text(f"SELECT set_, unit, name, kind, amount, minor FROM amounts {condition}")
    return folder


class ChartSheet(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.catalogue = catalogue(cls.folder / "catalogue")

    def render(self, uid, lang="en"):
        """The file, its chart's sheet if there is one, and what the job says."""
        file = self.folder / f"{uid}.{lang}.xlsx"
        said = samples.run("render", "--catalogue", self.catalogue, "--model", uid, "--lang", lang, "--organization", "charts",
                           "--out", file)
        self.assertEqual(integrity.faults(file), [])
        book = openpyxl.load_workbook(file)
        return file, book[TITLES[lang]] if TITLES[lang] in book.sheetnames else None, said

    @staticmethod
    def part(file, name):
        with zipfile.ZipFile(file) as package:
            return xml.etree.ElementTree.fromstring(package.read(name))

    @staticmethod
    def names(sheet):
        return [row[0] for row in sheet.iter_rows(min_row=20, max_col=1) if row[0].value in {*SHORT, *LONG}]

    def test_each_category_reads_in_its_own_direction(self):
        right = {SHORT[0], EAST}
        for lang in samples.LANGUAGES:
            _, sheet, _ = self.render("close-bar", lang)
            names = self.names(sheet)
            self.assertEqual([its.value for its in names], SHORT)
            for its in names:
                self.assertEqual(its.alignment.readingOrder, 2 if its.value in right else 1, (lang, its.value))

    def test_categories_of_several_lines_fit_their_rows(self):
        for lang in samples.LANGUAGES:
            file, sheet, _ = self.render("long", lang)
            self.assertEqual(fit.misfits(file)[0], [])
            for its in self.names(sheet):
                self.assertGreater(sheet.row_dimensions[its.row].height, 25, (lang, its.coordinate))

    def test_amounts_have_the_decimals_of_their_currency_and_name_it(self):
        expected = {"dinars": {"0.000", "KWD"}, "several": {"0.000", "0.00", "KWD", "SAR", "JPY"},
                    "by-currency": {"0.000", "0.00", "KWD", "SAR", "JPY"}}
        for uid, parts in expected.items():
            file, sheet, said = self.render(uid)
            formats = {row[1].number_format for row in sheet.iter_rows(min_row=25, max_col=2) if row[1].data_type in "nf" and row[1].value is not None}
            for part in parts:
                self.assertTrue(any(part in its for its in formats), (uid, part, formats))
            for its in formats:
                decimals = "0.000" if "KWD" in its else "0.00" if "SAR" in its else "#,##0"
                self.assertIn(decimals, its)
                self.assertEqual(sum(code in its for code in ("KWD", "SAR", "JPY")), 1, its)
            described = [its.get("descr") for its in self.part(file, "xl/drawings/drawing1.xml").iter(DRAWN)][0]
            self.assertIn("KWD", described)
            self.assertEqual("different currencies" in said, uid != "dinars", said)

    def test_bars_begin_at_zero(self):
        ends = {"close": ("min",), "lost": ("max",), "both": ()}
        for key, expected in ends.items():
            for kind in ("bar", "column", "line"):
                for lang in samples.LANGUAGES:
                    file, _, _ = self.render(f"{key}-{kind}", lang)
                    axis, = self.part(file, "xl/charts/chart1.xml").iter(CHART + "valAx")
                    said = [its.tag[len(CHART):] for its in axis.find(CHART + "scaling") if its.tag in (CHART + "min", CHART + "max")]
                    self.assertEqual(said, list(expected) if kind != "line" else [], (key, kind, lang))
                    for its in axis.find(CHART + "scaling"):
                        self.assertEqual(its.get("val"), "0") if its.tag in (CHART + "min", CHART + "max") else None


if __name__ == "__main__":
    unittest.main()
