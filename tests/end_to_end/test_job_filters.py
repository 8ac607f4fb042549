"""The list's filters are quick in a large table, many jobs are changed at once, and what callers keep
survives a restart and follows a key's rotation."""

import datetime
import decimal
import json
import os
import pathlib
import sqlite3
import tempfile
import threading
import unittest
import urllib.parse
import zoneinfo

import job_history
import shop
from engine import Engine, run

JOBS, PENDING = 60_000, 1_200  # of all organizations; of ACME
LIST = 1.0  # seconds: ten times the figure for 1,000,000 jobs
SUBMIT = 0.2  # five times what it takes alone
if "GORMIC_BI_TEST_START" in os.environ:  # sanitizers are slow
    LIST, SUBMIT = 3 * LIST, 3 * SUBMIT


class Kept(unittest.TestCase):
    def test_saved_requests_and_favourites_survive_a_restart_and_follow_a_rotation(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        database = shop.create(pathlib.Path(folder, "shop.sqlite"))
        engine = self.enterContext(Engine("shop", database))
        headers = {"Content-Type": "application/json", **engine.headers}
        params = {"uid": "shop.sales", "lang": "ar", "template": "excel-auto",
                  "parameters": [{"key": "period", "value": {"value": "lastMonth"}}]}
        name = "\u063a\u064a\u0631 \u0627\u0644\u0645\u062f\u0641\u0648\u0639 <b>"
        made = engine.request("POST", "/v1/bi/saved-requests",
                              json.dumps({"name": name, "params": params}), headers)
        saved = made.data["savedRequest"]
        self.assertEqual(saved["params"], params)
        self.assertEqual(saved["name"], name)
        favourite = "/v1/bi/data-models/shop.sales/favourite"
        self.assertTrue(engine.request("PUT", favourite).data["favourite"])
        engine.stop()
        key_id = next(line.split("\t")[0] for line in run("key", "list", "--data", engine.data).splitlines()
                      if line.endswith("test"))
        old, engine.key = engine.key, run("key", "rotate", "--data", engine.data, key_id).strip()
        self.assertNotEqual(old, engine.key)
        engine.start()
        read = engine.get(f"/v1/bi/saved-requests/{saved['id']}")
        self.assertEqual(read.data["savedRequest"], saved)
        self.assertEqual(read.headers["ETag"], saved["etag"])
        models = engine.get("/v1/bi/data-models").data["dataModels"]
        self.assertEqual([model["uid"] for model in models if model["favourite"]], ["shop.sales"])
        job = engine.wait(engine.post({"params": read.data["savedRequest"]["params"]}).data["jobId"])
        self.assertEqual(job["status"], "completed")
        listed = engine.get("/v1/bi/jobs?parameter.period="
                            + "/".join(job["params"]["parameters"][0]["value"].values())).data
        self.assertEqual([one["id"] for one in listed["jobs"]], [job["id"]])


class ExactNumbers(unittest.TestCase):
    """Python's own reader of JSON has doubles, as that of a browser has."""

    MODEL = {"uid": "shop.exact", "version": 1, "title": {"en": "Exact", "ar": "\u062f\u0642\u064a\u0642"},
             "source": "shop", "access": {"organizations": ["*"], "scope": "none"},
             "parameters": [{"key": "amount", "type": "money", "currency": "SAR", "label": {"en": "A", "ar": "\u0645"}},
                            {"key": "rate", "type": "decimal", "label": {"en": "R", "ar": "\u0646"}},
                            {"key": "serial", "type": "integer", "label": {"en": "S", "ar": "\u0631"}}],
             "columns": [{"key": "n", "type": "integer", "title": {"en": "N", "ar": "\u0639"}}]}
    SENT = {"amount": "90071992547409.93", "rate": "0.00000125", "serial": "9007199254740993"}

    def test_a_number_sent_as_text_has_every_digit_wherever_it_is_read(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        engine = Engine("shop", shop.create(pathlib.Path(folder, "shop.sqlite")))
        (engine.catalogue / "models/shop.exact.json").write_text(json.dumps(self.MODEL), encoding="utf-8")
        (engine.catalogue / "models/shop.exact.sql").write_text(
            "SELECT 1 AS n WHERE coalesce(:amount, :rate, :serial) IS NOT NULL", encoding="utf-8")
        self.enterContext(engine)
        params = [{"key": key, "value": {"value": value}} for key, value in self.SENT.items()]
        job = engine.wait(engine.submit("shop.exact", parameters=params))
        self.assertEqual(job["status"], "completed", job["log"])
        again = engine.wait(engine.request("POST", f"/v1/bi/jobs/{job['id']}/retry").data["jobId"])
        for one in (job, again):
            self.assertEqual({item["key"]: decimal.Decimal(str(item["value"]["value"]))
                              for item in one["params"]["parameters"]},
                             {key: decimal.Decimal(value) for key, value in self.SENT.items()})
        for key, value in self.SENT.items():
            for text, wanted in ((value, [again["id"], job["id"]]), (value[:-1] + "4", [])):
                listed = engine.get(f"/v1/bi/jobs?parameter.{key}={text}").data["jobs"]
                self.assertEqual([one["id"] for one in listed], wanted, (key, text))
        sent = {"uid": "shop.exact", "lang": "en", "template": "excel-auto", "parameters": params}
        saved = engine.request("POST", "/v1/bi/saved-requests", json.dumps({"name": "a", "params": sent}),
                               {"Content-Type": "application/json", **engine.headers}).data["savedRequest"]
        self.assertEqual(saved["params"], sent)


class Days(unittest.TestCase):
    """Days of the filters are those of the organization's time zone, by Python's zoneinfo."""

    ZONES = {"Asia/Riyadh": "2026-11-30", "Africa/Cairo": "2024-04-25", "America/New_York": "2026-03-08",
             "Europe/Berlin": "2026-10-25", "America/Havana": "2024-11-03", "Asia/Kolkata": "2026-01-01",
             "America/St_Johns": "2026-11-01", "UTC": "2026-06-30"}

    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.engine = Engine("shop", shop.create(pathlib.Path(folder, "shop.sqlite")), options=job_history.NO_LIMITS)
        (self.engine.catalogue / "organizations.json").write_text(json.dumps({"organizations": [
            {"uid": self.uid(zone), "name": zone, "timeZone": zone} for zone in self.ZONES]}))
        self.enterContext(self.engine)

    @staticmethod
    def uid(zone):
        return zone.replace("/", "-")

    @staticmethod
    def begin(zone, day):
        """The first moment of the day in microseconds: all minutes near it are tried."""
        noon = datetime.datetime.combine(day, datetime.time(12), datetime.timezone.utc)
        minutes = (noon + datetime.timedelta(minutes=minute) for minute in range(-2_000, 2_000))
        first = next(minute for minute in minutes if minute.astimezone(zone).date() >= day)
        return int(first.timestamp()) * 1_000_000

    def use(self, zone, scopes="submit,read,cancel,admin"):
        self.engine.organization = self.uid(zone)
        self.engine.key = run("key", "create", "--data", self.engine.data, "--organization", self.uid(zone),
                              "--label", "test", "--scopes", scopes).strip()

    def test_a_day_begins_where_the_organization_has_it(self):
        jobs = {}
        for zone in self.ZONES:
            self.use(zone)
            jobs[zone] = [self.engine.post(job_history.BODY).data["jobId"] for _ in range(4)]
            for job in jobs[zone]:
                self.engine.wait(job)
        self.engine.stop()
        connection = sqlite3.connect(self.engine.data / "gormic-bi.db")
        days = {name: datetime.date.fromisoformat(day) for name, day in self.ZONES.items()}
        with connection:
            for name, day in days.items():
                zone = zoneinfo.ZoneInfo(name)
                first, next_day = (self.begin(zone, day + datetime.timedelta(days=more)) for more in (0, 1))
                for job, moment in zip(jobs[name], (first - 1, first, next_day - 1, next_day)):
                    connection.execute("UPDATE jobs SET submitted_at = ? WHERE id = ?", [moment, job])
        connection.close()
        self.engine.start()
        for name, day in days.items():
            with self.subTest(zone=name):
                self.use(name)
                query = f"since={day}&until={day + datetime.timedelta(days=1)}"
                found = self.engine.get("/v1/bi/jobs?" + query).data["jobs"]
                self.assertEqual({job["id"] for job in found}, set(jobs[name][1:3]))
                deleted = self.engine.request("DELETE", f"/v1/bi/jobs?{query}&expect=2")
                self.assertEqual(deleted.data["deleted"], 2)
                # A moment with an offset is what it is.
                moment = urllib.parse.quote(f"{day}T00:00:00-11:30")
                begin = datetime.datetime.fromisoformat(f"{day}T00:00:00-11:30").timestamp() * 1e6
                left = [job for job in (jobs[name][0], jobs[name][3])]
                self.assertEqual({job["id"] for job in self.engine.get(f"/v1/bi/jobs?since={moment}").data["jobs"]},
                                 {job for job, at in zip(left, self.moments(name, day)) if at >= begin})

    def moments(self, name, day):
        zone = zoneinfo.ZoneInfo(name)
        return self.begin(zone, day) - 1, self.begin(zone, day + datetime.timedelta(days=1))

    def test_the_audit_has_the_same_days_and_its_command_those_of_utc(self):
        for name in self.ZONES:
            with self.subTest(zone=name):
                self.use(name)
                zone = zoneinfo.ZoneInfo(name)
                local = datetime.datetime.now(zone).replace(tzinfo=None)
                self.engine.wait(self.engine.post(job_history.BODY).data["jobId"])
                count = lambda query: len(self.engine.get("/v1/bi/audit?action=job.submitted&" + query).data["entries"])
                hour = datetime.timedelta(hours=1)
                self.assertEqual(count(f"since={(local - hour).isoformat()}&until={(local + hour).isoformat()}"), 1)
                self.assertEqual(count(f"until={(local - hour).isoformat()}"), 0)
                self.assertEqual(count(f"since={(local + hour).isoformat()}"), 0)
        lines = lambda **options: run("audit", "--data", self.engine.data, "--action", "job.submitted", "--format", "json",
                                      *(word for name, time in options.items() for word in (f"--{name}", time))).splitlines()
        now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
        self.assertEqual(len(lines(since=(now - 2 * hour).isoformat(), until=(now + hour).isoformat())), len(self.ZONES))
        self.assertEqual(lines(since=(now + hour).isoformat()), [])


class Filters(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        database = shop.create(pathlib.Path(folder, "shop.sqlite"))
        cls.engine = cls.enterClassContext(Engine("shop", database, workers=1,
                                                  options=job_history.NO_LIMITS))
        template = cls.engine.wait(cls.engine.post(job_history.BODY).data["jobId"])
        cls.engine.stop()
        cls.database = cls.engine.data / "gormic-bi.db"
        job_history.fill(cls.database, template["id"], JOBS, PENDING)
        cls.engine.start()

    def test_every_filter_is_quick(self):
        for name, query in job_history.filters("key-rare").items():
            with self.subTest(name):
                durations, _ = job_history.measure_list(self.engine, query)
                self.assertLess(job_history.p95(durations), LIST)

    def test_filters_find_the_jobs_that_sql_finds(self):
        connection = sqlite3.connect(self.database)
        self.addCleanup(connection.close)
        for query, condition in (
                ({"parameter.account": "10010"}, "id LIKE '%00000000271a'"),
                ({"parameter.status": "void"}, "json_extract(request, '$.parameters[0].value.values[0]') = 'void'"),
                ({"text": "sales-77.XLSX"}, "name_text IN (SELECT id FROM job_texts WHERE text = 'sales-77.xlsx')"),
                ({"text": "region 19"}, "title_text IN (SELECT id FROM job_texts WHERE text = 'sales of region 19')"),
                ({"status": "failed"}, "status = 'failed'")):
            with self.subTest(query):
                wanted = [row[0] for row in connection.execute(
                    "SELECT id FROM jobs WHERE organization = 'ACME' AND " + condition
                    + " ORDER BY number DESC LIMIT 200")]
                _, jobs = job_history.measure_list(self.engine, {**query, "pageSize": 200}, 1)
                self.assertTrue(wanted)
                self.assertEqual([job["id"] for job in jobs], wanted)

    def test_metrics_are_quick_and_count_every_job(self):
        durations, body = job_history.measure(self.engine, "/metrics")
        self.assertLess(job_history.p95(durations), LIST)
        shown = {line.split()[0]: float(line.split()[1]) for line in body.decode().splitlines()
                 if line.startswith("gormic_bi_jobs{")}
        connection = sqlite3.connect(self.database)
        self.addCleanup(connection.close)
        counted = dict(connection.execute("SELECT status, count(*) FROM jobs GROUP BY status"))
        self.assertEqual(shown, {f'gormic_bi_jobs{{status="{status}"}}': counted.get(status, 0)
                                 for status in ("pending", "running", "completed", "failed",
                                                "canceled")})

    def test_submits_are_quick_while_many_jobs_are_canceled_and_deleted(self):
        ended = threading.Event()
        submits = job_history.Submits(self.engine)
        thread = threading.Thread(target=submits.run, args=[ended.is_set])
        thread.start()
        try:
            query = f"?text=sales&status=pending&expect={PENDING}"
            canceled = self.engine.request("POST", "/v1/bi/jobs/cancel" + query)
            deleted = self.engine.request(
                "DELETE", "/v1/bi/jobs?text=region%207&status=canceled&expect="
                + str(self.count("title_text IN (SELECT id FROM job_texts WHERE text = "
                                 "'sales of region 7')")))
        finally:
            ended.set()
            thread.join()
        self.assertEqual(canceled.data["canceled"], PENDING)
        self.assertGreater(deleted.data["deleted"], 200)
        self.assertEqual(self.count("title_text IN (SELECT id FROM job_texts WHERE text = "
                                    "'sales of region 7')"), 0)
        self.assertLess(submits.p99, SUBMIT)
        # Another count changes nothing.
        refused = self.engine.request("DELETE", "/v1/bi/jobs?status=failed&expect=1")
        self.assertEqual((refused.status, refused.code), (409, "CONFLICT"))
        self.assertEqual(refused.json["error"]["count"], self.count("status = 'failed'"))

    def count(self, condition):
        connection = sqlite3.connect(self.database)
        try:
            return connection.execute("SELECT count(*) FROM jobs WHERE organization = 'ACME' AND "
                                      + condition).fetchone()[0]
        finally:
            connection.close()


class Killed(unittest.TestCase):
    """A server that is killed while it changes many jobs has changed some of them, each with its
    audit entry, and the rest can be changed by the same call."""

    JOBS = 3_000  # of ACME

    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        database = shop.create(pathlib.Path(folder, "shop.sqlite"))
        self.engine = self.enterContext(Engine("shop", database, workers=1, options=job_history.NO_LIMITS))
        template = self.engine.wait(self.engine.post(job_history.BODY).data["jobId"])
        self.engine.stop()
        job_history.fill(self.engine.data / "gormic-bi.db", template["id"], 10 * self.JOBS, self.JOBS)
        self.engine.start()

    def read(self, sql):
        connection = sqlite3.connect(self.engine.data / "gormic-bi.db")
        try:
            return [row[0] for row in connection.execute(sql)]
        finally:
            connection.close()

    def expected(self, method, path):
        return self.engine.request(method, path + "&expect=0").json["error"]["count"]

    def kill_during(self, method, path, action):
        """Ends the server once it has changed some; returns whose audit entry is there."""
        def ask():
            try:
                self.engine.request(method, f"{path}&expect={self.JOBS}")
            except OSError:
                pass  # the answer of a killed server
        thread = threading.Thread(target=ask)
        thread.start()
        entries = f"SELECT target FROM audit WHERE action = '{action}'"
        while not self.read(entries + " LIMIT 1"):
            self.assertTrue(thread.is_alive(), "it was too quick to be killed")
        self.engine.kill()
        thread.join()
        return self.read(entries)

    def test_each_job_is_changed_with_its_audit_entry_or_not_at_all(self):
        for method, path, action, changed in (
                ("POST", "/v1/bi/jobs/cancel?status=pending", "job.canceled",
                 "SELECT id FROM jobs WHERE organization = 'ACME' AND status = 'canceled'"),
                ("DELETE", "/v1/bi/jobs?status=canceled", "job.deleted", None)):
            with self.subTest(action):
                before = self.read("SELECT id FROM jobs WHERE organization = 'ACME'")
                audited = self.kill_during(method, path, action)
                self.assertEqual(len(audited), len(set(audited)))
                self.assertLess(len(audited), self.JOBS)
                now = self.read(changed) if changed else set(before) - set(
                    self.read("SELECT id FROM jobs WHERE organization = 'ACME'"))
                self.assertEqual(set(audited), set(now))
                self.engine.start()
                left = self.expected(method, path)
                self.assertEqual(left, self.JOBS - len(audited))
                answer = self.engine.request(method, f"{path}&expect={left}")
                self.assertEqual(answer.status, 200, answer.json)
                all_of_them = self.read(f"SELECT target FROM audit WHERE action = '{action}'")
                self.assertEqual(len(all_of_them), self.JOBS)
                self.assertEqual(len(set(all_of_them)), self.JOBS)


if __name__ == "__main__":
    unittest.main()
