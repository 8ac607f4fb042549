"""Hijri dates, weeks and time zones of reports agree with printed calendars and with Python."""

import calendar
import datetime
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import tempfile
import unittest
import zoneinfo

import openpyxl

import shop
import workbook
from engine import EXECUTABLE, Engine

DATA = pathlib.Path(__file__).resolve().parents[1] / "data"
OUTSIDE = ["0001-01-01", "1880-01-01", "1924-07-31", "2077-11-17", "9999-12-31"]
LANGUAGES = ["en", "ar"]
TITLES = {"en": ["No.", "Day", "Day (Hijri)", "Moment"],
          "ar": ["\u0627\u0644\u0631\u0642\u0645", "\u0627\u0644\u064a\u0648\u0645",
                 "\u0627\u0644\u064a\u0648\u0645 (\u0647\u062c\u0631\u064a)", "\u0627\u0644\u0648\u0642\u062a"]}
ORGANIZATIONS = {  # and the first day of its weeks, in Python's numbering
    "riyadh": ({"timeZone": "Asia/Riyadh", "calendars": ["gregorian", "hijri"]}, calendar.SUNDAY),
    "cairo": ({"timeZone": "Africa/Cairo"}, calendar.SATURDAY),
    "berlin": ({"timeZone": "Europe/Berlin"}, calendar.MONDAY),
    "dubai": ({"timeZone": "Asia/Dubai"}, calendar.MONDAY),
    "nowhere": ({}, calendar.SUNDAY),
    "own-saturday": ({"timeZone": "Asia/Dubai", "weekStart": "saturday"}, calendar.SATURDAY),
    "own-sunday": ({"timeZone": "Africa/Cairo", "weekStart": "sunday"}, calendar.SUNDAY),
    "own-monday": ({"timeZone": "Asia/Riyadh", "weekStart": "monday"}, calendar.MONDAY),
}
MOMENTS = [datetime.datetime(year, month, 15, hour, 30) for year in (1935, 1999, 2026, 2037, 2038, 2045, 2099)
           for month in (1, 4, 7, 10) for hour in (0, 21, 22, 23)]


def printed():
    """Gregorian to Hijri, for each day that is printed with both."""
    days = {}
    for line in (DATA / "umm-al-qura-printed.txt").read_text(encoding="ascii").splitlines():
        if line.startswith("#"):
            continue
        year, _, *pairs = line.split()
        for pair in pairs:
            hijri, gregorian = pair.split("=")
            days[gregorian] = f"{year}/{hijri.replace('-', '/')}"
    return days


def months():
    """First day and length of each month."""
    found = {}
    for line in (DATA / "umm-al-qura-months.txt").read_text(encoding="ascii").splitlines():
        if line.startswith("#"):
            continue
        year, first, *lengths = line.split()
        day = datetime.date.fromisoformat(first)
        for month, length in enumerate(map(int, lengths), 1):
            found[int(year), month] = (day, length)
            day += datetime.timedelta(days=length)
    return found


def write_catalogue(folder, organizations):
    """A data model over dates and date-times."""
    (folder / "models").mkdir(parents=True, exist_ok=True)
    (folder / "sources").mkdir(exist_ok=True)
    (folder / "sources/days.json").write_text(json.dumps({"kind": "sqlite", "path": "days.sqlite"}))
    (folder / "organizations.json").write_text(json.dumps({"organizations": [
        {"uid": uid, "name": uid, **members} for uid, members in organizations.items()]}))
    def title(place):
        return {lang: TITLES[lang][place] for lang in LANGUAGES}
    (folder / "models/days.json").write_text(json.dumps({
        "uid": "days", "source": "days", "title": {"en": "Days", "ar": TITLES["ar"][1]}, "access": {"scope": "none"},
        "parameters": [{"key": "period", "type": "dateRange", "label": {"en": "Period", "ar": TITLES["ar"][3]}}],
        "columns": [{"key": "id", "type": "integer", "title": title(0)},
                    {"key": "day", "type": "date", "hijri": True, "title": title(1)},
                    {"key": "moment", "type": "datetime", "title": title(3)}],
        "query": {"filter": {"day": ["eq", "neq", "in", "gte"], "moment": ["eq", "gte", "lt"]}, "defaultSort":
                  [{"field": "id"}], "sort": ["id"]}}))
    (folder / "models/days.sql").write_text(
        "SELECT id, day, moment FROM days [[ WHERE day BETWEEN :period_from AND :period_to ]]")
    return folder


def write_days(folder, rows):
    connection = sqlite3.connect(folder / "days.sqlite")
    connection.execute("CREATE TABLE days (id INTEGER PRIMARY KEY, day TEXT, moment TEXT)")
    connection.executemany("INSERT INTO days (day, moment) VALUES (?, ?)", rows)
    connection.commit()
    connection.close()


def cells(path, lang):
    """The rows of the report by number, without what is below them."""
    rows = [row for row in workbook.cells(path, TITLES[lang]) if isinstance(row[0], int)]
    return {row[0]: row[1:] for row in rows}


def about(path):
    """The texts of the About sheet."""
    sheet = openpyxl.load_workbook(path).worksheets[-1]
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


class Calendars(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        database = shop.create(cls.folder / "shop.sqlite")
        cls.printed = printed()
        today = datetime.date.today()
        cls.days = [*sorted(cls.printed), *OUTSIDE,
                    *((today + datetime.timedelta(days=i)).isoformat() for i in range(-40, 41))]
        engine = Engine("shop", database, organization="riyadh")
        write_catalogue(engine.catalogue, {uid: members for uid, (members, _) in ORGANIZATIONS.items()})
        write_days(engine.catalogue, [(day, None) for day in cls.days])
        for file in ["sources/shop.json", *(f"models/{path.name}" for path in
                                             (engine.catalogue / "models").glob("shop.*"))]:
            (engine.catalogue / file).unlink()
        cls.engine = cls.enterClassContext(engine)

    def found(self, lang="en", headers=None, **params):
        """The days of a report."""
        path = self.engine.report("days", lang, **params)
        return sorted(row[0].date() if isinstance(row[0], datetime.datetime) else row[0]
                      for row in cells(path, lang).values())

    def expected(self, first, last):
        days = [datetime.date.fromisoformat(day) for day in self.days]
        return [day for day in sorted(days) if first <= day <= last]

    def test_each_printed_date_is_in_its_cell_and_days_outside_the_calendar_are_counted(self):
        for lang, counted in (("en", "5 dates in the column \"Day\" are outside of the Umm al-Qura calendar (1343 to 1500 AH)"),
                              ("ar", "\u062e\u0627\u0631\u062c \u062a\u0642\u0648\u064a\u0645 \u0623\u0645 \u0627\u0644\u0642\u0631\u0649")):
            with self.subTest(lang=lang):
                job = self.engine.wait(self.engine.submit("days", lang))
                warnings = self.engine.get(f"/v1/bi/jobs/{job['id']}").json["warnings"]
                self.assertEqual([warning["code"] for warning in warnings], ["NO_HIJRI_DATE"])
                message = warnings[0]["message"]
                self.assertIn(counted, re.sub("[\u200e\u200f\u202a-\u202c]", "", message))
                path = self.engine.folder / f"calendar-{lang}.xlsx"
                path.write_bytes(self.engine.download(job).body)
                rows = cells(path, lang)
                self.assertEqual(len(rows), len(self.days))
                compared = set()
                for number, (day, hijri, _) in rows.items():
                    written = self.days[number - 1]
                    if written in self.printed:
                        self.assertEqual((day.date().isoformat(), hijri), (written, self.printed[written]))
                        compared.add(written)
                    elif written in OUTSIDE:
                        self.assertIsNone(hijri, written)
                    else:
                        self.assertRegex(hijri, r"14\d\d/\d\d/\d\d")
                self.assertEqual(len(compared), 1220)
                self.assertTrue(message in about(path), about(path))

    def test_filters_and_parameters_by_hijri_months_and_ranges_have_the_published_days(self):
        known = months()
        for (year, month), (first, length) in sorted(known.items())[7::131]:
            last = first + datetime.timedelta(days=length - 1)
            with self.subTest(year=year, month=month):
                text = f"hijri:{year}-{month:02}"
                self.assertEqual(self.found(query={"filters": {"field": "day", "op": "eq", "value": text}}),
                                 self.expected(first, last))
                ends = f"HIJRI:{year}-{month:02}-01/Hijri:{year}-{month:02}-{length}"
                self.assertEqual(self.found("ar", parameters=[{"key": "period", "value": ends}]),
                                 self.expected(first, last))
        first, _ = known[1447, 6]
        last, length = known[1448, 2]
        for lang in LANGUAGES:
            value = {"from": "hijri:1447-06", "to": "Hijri:1448-02"}
            self.assertEqual(self.found(lang, parameters=[{"key": "period", "value": value}]),
                             self.expected(first, last + datetime.timedelta(days=length - 1)))

    def test_a_day_after_the_end_of_its_month_is_rejected_with_the_months_length(self):
        for lang, words in (("en", "There is no day 30: month 9 of 1446 has 29 days."),
                            ("ar", "\u0639\u062f\u062f \u0623\u064a\u0627\u0645 \u0627\u0644\u0634\u0647\u0631 9 \u0645\u0646 "
                                   "\u0639\u0627\u0645 1446 \u0647\u0648 29 \u064a\u0648\u0645\u064b\u0627")):
            for members in ({"query": {"filters": {"field": "day", "op": "eq", "value": "hijri:1446-09-30"}}},
                            {"query": {"filters": {"field": "day", "op": "in",
                                                   "value": ["HIJRI:1446-09-01/hijri:1446-09-30"]}}},
                            {"parameters": [{"key": "period", "value": "hijri:1446-09-30"}]},
                            {"parameters": [{"key": "period", "value": {"from": "2025-01-01", "to": "hijri:1446-09-30"}}]}):
                with self.subTest(lang=lang, members=members):
                    answer = self.engine.post({"params": {"uid": "days", "lang": lang, "template": "excel-auto", **members}})
                    self.assertEqual((answer.status, answer.code), (400, "INVALID_DATA_MODEL_PARAMETER"))
                    reason = answer.json["error"]["details"][0]["reason"]
                    self.assertIn(words, re.sub("[\u200e\u200f\u202a-\u202c]", "", reason))

    def test_the_heading_and_the_about_sheet_have_days_of_the_published_calendar(self):
        # 1 Shawwal 1410, which is 2 Shawwal in ICU.
        path = self.engine.report("days", "en", parameters=[{"key": "period", "value": "1990-04-26"}])
        texts = [str(cell.value) for row in openpyxl.load_workbook(path).worksheets[0].iter_rows() for cell in row]
        expected = months()[1410, 10][0]
        self.assertEqual(expected, datetime.date(1990, 4, 26))
        self.assertTrue(any("1 Shawwal 1410 AH" in text for text in texts), texts[:20])
        self.assertTrue(any("1 Shawwal 1410 AH" in text for text in about(path)))
        # If one end is before the calendar, the period has no Hijri form.
        path = self.engine.report("days", "en", parameters=[{"key": "period", "value": "1924-07-30/1924-08-01"}])
        self.assertFalse(any("Muharram" in text for text in about(path)))

    def test_the_organization_or_its_time_zone_sets_the_first_day_of_the_week(self):
        for uid, (members, start) in ORGANIZATIONS.items():
            zone = zoneinfo.ZoneInfo(members.get("timeZone", "UTC"))
            self.engine.organization, self.engine.key = uid, self.engine.create_key(uid)
            for word, steps in (("thisWeek", 0), ("lastWeek", -1), ("nextWeek", 1)):
                with self.subTest(organization=uid, word=word):
                    before = self.week(zone, start)
                    found = self.found("ar", query={"filters": {"field": "day", "op": "eq", "value": word}})
                    if self.week(zone, start) != before:
                        continue  # midnight was in between
                    first = before + datetime.timedelta(days=7 * steps)
                    self.assertEqual(found, self.expected(first, first + datetime.timedelta(days=6)))
                    self.assertEqual(len(set(found)), 7)
        self.engine.organization = "riyadh"
        self.engine.key = self.engine.create_key("riyadh")

    def week(self, zone, start):
        today = datetime.datetime.now(zone).date()
        weeks = calendar.Calendar(start).monthdatescalendar(today.year, today.month)
        return next(week[0] for week in weeks if today in week)


class Clocks(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.catalogue = write_catalogue(self.folder / "catalogue", {
            name.lower().replace("/", "-"): {"timeZone": name}
            for name in ("Africa/Cairo", "Europe/Berlin", "America/New_York", "UTC")})
        write_days(self.catalogue, [(None, moment.isoformat() + "Z") for moment in MOMENTS])

    def command(self, *arguments, zoneinfo_folder=None):
        environment = dict(os.environ)
        if zoneinfo_folder is not None:
            environment["TZDIR"] = str(zoneinfo_folder)
        return subprocess.run([EXECUTABLE, *map(str, arguments)], capture_output=True, text=True, timeout=120,
                              env=environment, check=False)

    def render(self, organization, lang, query=None, **options):
        out = self.folder / "out.xlsx"
        out.unlink(missing_ok=True)
        done = self.command("render", "--catalogue", self.catalogue, "--model", "days", "--organization", organization,
                            "--lang", lang, "--query", json.dumps(query or {}), "--out", out, **options)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return cells(out, lang)

    def compare(self, **options):
        for name in ("Africa/Cairo", "Europe/Berlin", "America/New_York"):
            zone = zoneinfo.ZoneInfo(name)
            walls = [moment.replace(tzinfo=datetime.timezone.utc).astimezone(zone).replace(tzinfo=None)
                     for moment in MOMENTS]
            uid = name.lower().replace("/", "-")
            for lang in LANGUAGES:
                with self.subTest(zone=name, lang=lang, **options):
                    rows = self.render(uid, lang, **options)
                    shown = [rows[number][2] for number in range(1, len(MOMENTS) + 1)]
                    self.assertEqual([wall for wall, cell in zip(walls, shown) if abs(wall - cell).total_seconds() > 1], [])
            for day in ("2045-07-15", "2045-01-16", "2099-07-16"):
                rows = self.render(uid, "en", {"filters": {"field": "moment", "op": "eq", "value": day}}, **options)
                self.assertEqual(sorted(rows), [number for number, wall in enumerate(walls, 1)
                                                if wall.date().isoformat() == day], (name, day))

    def test_date_times_are_wall_time_before_1970_and_after_2037(self):
        self.compare()

    def test_slim_tzdata_files_give_the_same(self):
        zic = shutil.which("zic") or "/usr/sbin/zic"
        if not os.path.exists(zic):
            self.skipTest("zic is not installed")
        slim = self.folder / "slim"
        subprocess.run([zic, "-b", "slim", "-d", slim, "/usr/share/zoneinfo/tzdata.zi"], check=True, capture_output=True)
        self.compare(zoneinfo_folder=slim)

    def test_without_zoneinfo_utc_works_and_other_zones_are_reported_missing(self):
        empty = self.folder / "empty"
        empty.mkdir()
        done = self.command("model", "check", self.catalogue, zoneinfo_folder=empty)
        self.assertEqual(done.returncode, 1)
        for name in ("Africa/Cairo", "Europe/Berlin", "America/New_York"):
            self.assertIn(f"the package tzdata is missing. Install it; until then there is no {name}, only UTC.", done.stdout)
        self.assertNotIn("[3]", done.stdout)
        write_catalogue(self.catalogue, {"utc": {"timeZone": "UTC"}, "none": {}})
        for organization in ("utc", "none"):
            rows = self.render(organization, "ar", zoneinfo_folder=empty)
            self.assertEqual([rows[number][2] for number in range(1, len(MOMENTS) + 1)], MOMENTS)

    def test_a_zone_that_tzdata_does_not_name_is_rejected(self):
        (self.folder / "bent/Etc").mkdir(parents=True)
        (self.folder / "bent/Asia").mkdir()
        shutil.copy("/usr/share/zoneinfo/Etc/UTC", self.folder / "bent/Etc/UTC")
        whole = pathlib.Path("/usr/share/zoneinfo/Asia/Riyadh").read_bytes()
        (self.folder / "bent/Asia/Riyadh").write_bytes(whole[:-5])
        for name, words, options in (
                ("localtime", "There is no time zone localtime.", {}),
                ("Fixed/UTC+03:00:00", "There is no time zone Fixed/UTC+03:00:00.", {}),
                ("posixrules", "There is no time zone posixrules.", {}),
                ("right/Asia/Riyadh", "There is no time zone right/Asia/Riyadh.", {}),
                ("Asia/Riyad", "There is no time zone Asia/Riyad.", {}),
                ("/usr/share/zoneinfo/Asia/Riyadh", "There is no time zone", {}),
                ("Asia/Riyadh", "cannot read its file of the time zone Asia/Riyadh, or the file is damaged",
                 {"zoneinfo_folder": self.folder / "bent"})):
            with self.subTest(name=name):
                write_catalogue(self.catalogue, {"a": {"timeZone": name}})
                done = self.command("model", "check", self.catalogue, **options)
                self.assertEqual(done.returncode, 1)
                self.assertIn("organizations.json: organizations[0].timeZone: ", done.stdout)
                self.assertIn(words, done.stdout)

    def test_an_unusual_first_day_of_the_week_is_rejected(self):
        for value in ("friday", "Saturday", "", 6):
            with self.subTest(value=value):
                write_catalogue(self.catalogue, {"a": {"weekStart": value}})
                done = self.command("model", "check", self.catalogue)
                self.assertEqual(done.returncode, 1)
                self.assertIn("organizations.json: organizations[0].weekStart: ", done.stdout)
                self.assertRegex(done.stdout, "saturday, sunday, monday")
        for value in ("saturday", "sunday", "monday"):
            write_catalogue(self.catalogue, {"a": {"weekStart": value}})
            self.assertEqual(self.command("model", "check", self.catalogue).returncode, 0)


if __name__ == "__main__":
    unittest.main()
