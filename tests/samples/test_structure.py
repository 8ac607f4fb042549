"""Sheets, groups and calendars: what belongs together is together and in the order of its readers."""

import datetime
import json
import pathlib
import sqlite3
import tempfile
import unittest

import openpyxl

import integrity
import office
import recalculation
import samples
import variety

ORGANIZATIONS = {"organizations": [
    {"uid": uid, "name": uid, "timeZone": "Asia/Riyadh", "calendars": calendars}
    for uid, calendars in (("gregorian", ["gregorian"]), ("hijri", ["hijri"]),
                           ("hijri-first", ["hijri", "gregorian"]), ("both", ["gregorian", "hijri"]))]}
COLUMNS = [
    variety.column("region", "enum", values=[{"value": "S", "label": {"en": "South", "ar": "\u0627\u0644\u062c\u0646\u0648\u0628"}},
                                             {"value": "C", "label": {"en": "Centre", "ar": "\u0627\u0644\u0648\u0633\u0637"}}]),
    variety.column("placedOn", "date", hijri="auto", total="min"),
    variety.column("customer", "string"),
    variety.column("id", "integer", grouping=False), variety.money("amount", "SAR", total="sum"),
    variety.column("always", "datetime", hijri=True, **{"from": "placedAt"})]
SQL = "SELECT region, city, customer, id, amount, placedOn, placedAt, kind FROM orders WHERE 1 [[ AND placedOn BETWEEN :period_from AND :period_to ]]"
PERIOD = [{"key": "period", "type": "dateRange", "label": {"en": "Period", "ar": "\u0627\u0644\u0641\u062a\u0631\u0629"}}]
QUERY = {"sort": ["id", "region"], "defaultSort": [{"field": "id"}]}
GROUPS = [{"by": "region", "subtotal": True}, {"by": "city", "subtotal": True, "collapsed": True}]
IDS = {"instanceIds": {"from": "kind", "type": "string", "max": 100}}
MODELS = {
    "groups": {"layout": {"groups": GROUPS, "dataSheet": True, "serialNumbers": True, "languages": ["ar", "en"]}},
    "kinds": {**IDS, "layout": {"sheetPerInstance": True, "sheetDetails": ["customer"], "dataSheet": True}},
    "customers": {**IDS, "layout": {"sheetPerInstance": True, "sheetTitle": "customer", "sheetDetails": ["region"],
                                    "groups": GROUPS[1:], "dataSheet": True, "languages": ["ar", "en"]}},
    "plain": {"layout": {"dataSheet": True}},
    "percents": {"columns": [*COLUMNS, variety.column("share", "percent", total="average", **{"from": "amount"})]}}
REGIONS = ["N", "C", "S", None]
COUNT = 40


def rows():
    for i in range(COUNT):
        day = datetime.date(2026, 1, 5) + datetime.timedelta(days=i)
        yield (REGIONS[i * 3 % 4], f"City {i % 3}", f"Customer {i % 5}", 1000 + i, i * 1.5 - 7, day.isoformat(),
               f"{day.isoformat()} 12:00:00", f"K{i % 5}")


def catalogue(folder):
    for name in ("models", "sources"):
        (folder / name).mkdir(parents=True)
    database = sqlite3.connect(folder / "a.db")
    database.execute("CREATE TABLE orders (region TEXT, city TEXT, customer TEXT, id INTEGER, amount REAL, placedOn TEXT,"
                     " placedAt TEXT, kind TEXT)")
    database.executemany("INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows())
    database.commit()
    database.close()
    (folder / "sources/a.json").write_text('{"kind": "sqlite", "path": "a.db"}')
    (folder / "organizations.json").write_text(json.dumps(ORGANIZATIONS))
    for uid, model in MODELS.items():
        (folder / f"models/{uid}.json").write_text(json.dumps({
            "uid": uid, "source": "a", "title": {"en": uid, "ar": "\u0646 " + uid}, "access": {"scope": "none"},
            "columns": COLUMNS, "query": QUERY, "parameters": PERIOD, **model}))
        (folder / f"models/{uid}.sql").write_text(SQL)
    return folder


def texts(sheet):
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def links(sheet):
    return [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink]


def table(sheet):
    """The table of a sheet: its titles, and its rows as dictionaries."""
    found, = sheet.tables.values()
    titles, *values = [[cell.value for cell in row] for row in sheet[found.ref]]
    return titles, [dict(zip(titles, row)) for row in values]


class Structure(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.catalogue = catalogue(cls.folder / "catalogue")

    def file(self, uid, lang="en", organization="both", *more):
        file = self.folder / f"{uid}.{lang}.{organization}.xlsx"
        samples.run("render", "--catalogue", self.catalogue, "--model", uid, "--lang", lang,
                    "--organization", organization, "--out", file, *more)
        self.assertEqual(integrity.faults(file), [])
        return file

    def book(self, *arguments):
        return openpyxl.load_workbook(self.file(*arguments))

    def test_the_data_sheet_is_a_table_of_all_rows_of_groups(self):
        book = self.book("groups")
        self.assertEqual(book.sheetnames[:3], ["groups", "Data", "About this report"])
        self.assertIn("\u0627\u0644\u0628\u064a\u0627\u0646\u0627\u062a", book.sheetnames)
        names = [name for sheet in book for name in sheet.tables]
        self.assertEqual(names, ["all_groups", "all_groups_2"])
        for sheet in book.worksheets[:1] + book.worksheets[3:4]:
            self.assertIsNone(sheet.auto_filter.ref)
        sheet = book["Data"]
        titles, found = table(sheet)
        self.assertEqual(titles, ["#", "city", "region", "placedOn", "placedOn (Hijri)", "customer", "id", "amount",
                                  "always", "always (Hijri)"])
        order = {"South": 0, "Centre": 1, "N": 2, None: 3}
        expected = sorted(rows(), key=lambda row: (REGIONS[::-1].index(row[0]) - 1 if row[0] else 9, row[1], row[3]))
        self.assertEqual([row["id"] for row in found], [row[3] for row in expected])
        self.assertEqual([row["city"] for row in found], [row[1] for row in expected])
        self.assertEqual([order[row["region"]] for row in found], sorted(order[row["region"]] for row in found))
        self.assertEqual([row["#"] for row in found], list(range(1, COUNT + 1)))
        self.assertEqual([row["placedOn"].date().isoformat() for row in found], [row[5] for row in expected])
        self.assertEqual([row["amount"] for row in found], [row[4] for row in expected])
        self.assertEqual((sheet.freeze_panes, sheet.print_title_rows), ("A2", "$1:$1"))
        self.assertEqual(sheet.max_row, COUNT + 1)  # neither heading nor totals
        self.assertEqual(sheet.tables["all_groups"].autoFilter.ref, sheet.tables["all_groups"].ref)
        self.assertFalse([its for _, its in sheet.row_dimensions.items() if its.outlineLevel])
        self.assertIn('All rows as one table, for filters, sorting and pivot tables, in the sheet "Data".',
                      texts(book["About this report"]))

    def test_the_data_sheet_has_what_sheets_of_instances_have_above_their_rows(self):
        titles, found = table(self.book("kinds")["Data"])
        self.assertEqual(titles[:2], ["Sheet", "region"])
        self.assertIn("customer", titles)
        self.assertEqual(len(found), COUNT)
        self.assertEqual([row["Sheet"] for row in found], sorted(f"K{i % 5}" for i in range(COUNT)))
        for row in found:
            self.assertEqual((row["Sheet"][1:], row["id"] % 5), (row["customer"][-1], int(row["Sheet"][1:])))
        titles, found = table(self.book("customers", "ar")["\u0627\u0644\u0628\u064a\u0627\u0646\u0627\u062a"])
        self.assertEqual(titles[0], "city")
        self.assertEqual(sum(row["\u0639 amount"] for row in found), sum(row[4] for row in rows()))

    def test_without_groups_the_setting_is_a_warning(self):
        self.assertNotIn("Data", self.book("plain").sheetnames)
        said = samples.run("model", "check", self.catalogue)
        self.assertIn("models/plain.json: layout.dataSheet: ", said)
        self.assertIn("models/percents.json: columns[6].total: An average of percentages", said)
        self.assertNotIn("groups.json: layout.dataSheet", said)

    def test_groups_of_an_enum_are_in_the_order_of_its_values(self):
        names = {"en": ["South", "Centre", "Total N"],
                 "ar": ["\u0627\u0644\u062c\u0646\u0648\u0628", "\u0627\u0644\u0648\u0633\u0637", "N"]}
        for lang, expected in names.items():
            found = texts(self.book("groups", lang).worksheets[0])
            totals = [text for text in found if text.startswith(("Total ", "\u0625\u062c\u0645\u0627\u0644\u064a "))]
            places = [next(i for i, text in enumerate(totals) if name in text) for name in expected]
            self.assertEqual(places, sorted(places))
        found = texts(self.book("groups", "en", "gregorian", "--query",
                                '{"sort": [{"field": "region", "direction": "desc"}]}').worksheets[0])
        self.assertLess(found.index("region: Centre"), found.index("region: South"))
        self.assertLess(found.index("region: South"), found.index("region: N"))

    def test_the_first_calendar_of_the_organization_comes_first(self):
        period = ("--parameter", "period.from=2026-01-01", "--parameter", "period.to=2026-03-31")
        columns = {"gregorian": ["placedOn", "always", "always (Hijri)"],
                   "both": ["placedOn", "placedOn (Hijri)", "always", "always (Hijri)"],
                   "hijri-first": ["placedOn (Hijri)", "placedOn", "always (Hijri)", "always"],
                   "hijri": ["placedOn (Hijri)", "placedOn", "always (Hijri)", "always"]}
        gregorian, hijri = "1 January 2026 to 31 March 2026", "12 Rajab 1447 to 12 Shawwal 1447"
        lines = {"gregorian": ["Period: " + gregorian], "hijri": ["Period: 12 Rajab 1447 AH to 12 Shawwal 1447 AH"],
                 "both": ["Period: " + gregorian + " \u2013 Hijri: " + hijri + " AH"],
                 "hijri-first": ["Period: 12 Rajab 1447 AH to 12 Shawwal 1447 AH \u2013 Gregorian: " + gregorian]}
        for organization, expected in columns.items():
            with self.subTest(organization=organization):
                book = self.book("groups", "en", organization, *period)
                titles, found = table(book["Data"])
                self.assertEqual([title for title in titles if title[:6] in ("placed", "always")], expected)
                for row in found:
                    self.assertIsInstance(row["placedOn"], datetime.datetime)
                    self.assertRegex(row["always (Hijri)"], r"^1447/\d\d/\d\d$")
                    self.assertEqual(row["placedOn"].date(), row["always"].date())
                said = texts(book.worksheets[0])
                self.assertEqual([text for text in said if text.startswith(("Period", "Hijri", "Gregorian"))],
                                 lines[organization])
                about = texts(book["About this report"])
                issued, = [text for text in about if "30 April 2026" in text]
                self.assertEqual(issued, "13 Dhu\u02bbl-Qi\u02bbdah 1447 AH (Gregorian: 30 April 2026)"
                                 if organization.startswith("hijri") else
                                 "30 April 2026 (Hijri: 13 Dhu\u02bbl-Qi\u02bbdah 1447 AH)")

    def test_sheets_of_instances_and_their_index_link_to_each_other(self):
        for lang, word, back in (("en", "Index", "Back to the index"), ("ar", "\u0627\u0644\u0641\u0647\u0631\u0633",
                                                                       "\u0627\u0644\u0639\u0648\u062f\u0629 \u0625\u0644\u0649 \u0627\u0644\u0641\u0647\u0631\u0633")):
            file = self.file("customers", lang)
            book = openpyxl.load_workbook(file)
            index = book[word]
            self.assertEqual(book.worksheets[0], index)
            targets = {link.location.rpartition("!")[0].strip("'") for link in links(index)}
            self.assertEqual(len(targets), 5)
            for name in targets:
                link, = links(book[name])
                self.assertEqual(link.location, f"'{word}'!A1")
                self.assertEqual(book[name][link.ref].value, back)
            # The titles of the sheets are customers.
            self.assertIn("customer" if lang == "en" else "\u0639 customer", texts(index))
        self.assertIn("Sheet", texts(self.book("kinds")["Index"]))

    def test_libreoffice_hides_collapsed_rows_and_calculates_all_totals(self):
        files = [self.file("groups", lang, "hijri-first") for lang in samples.LANGUAGES]
        files.append(self.file("customers", "ar"))
        for name, calculated in office.convert(files, "xlsx", self.folder / "calculated").items():
            original = next(file for file in files if file.stem == name)
            count, found = recalculation.differences(original, calculated)
            self.assertGreater(count, 0)
            self.assertEqual(found, [])
            sheet = openpyxl.load_workbook(calculated).worksheets[0 if "groups" in name else 1]
            hidden = {its.hidden for _, its in sheet.row_dimensions.items() if its.outlineLevel == (2 if "groups" in name else 1)}
            self.assertEqual(hidden, {True})


if __name__ == "__main__":
    unittest.main()
