"""A database with many ended jobs, and the filters of their list."""

import json
import pathlib
import sqlite3
import statistics
import time
import urllib.parse

TREE = pathlib.Path(__file__).resolve().parents[2]
NO_LIMITS = ["--key-rate", "0", "--address-rate", "0", "--max-pending", "10000000",
             "--max-pending-per-organization", "10000000"]
FAR = 4_000_000_000_000_000  # microseconds; long after the test
MODELS, NAMES = 20, 500
BODY = {"params": {"uid": "shop.many", "lang": "en", "template": "excel-auto",
                   "parameters": [{"key": "rows", "value": {"value": 1}}]}}

# Of ten organizations, ACME among them; the key's own jobs are among those of many keys.
FILL = """
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :count)
INSERT INTO jobs (id, organization, key_id, data_model, data_model_version, data_model_sha256, lang,
  time_zone, request, extent, status, submitted_at, finished_at, attempt, log, failure_code,
  failure_message, title_text, name_text, took, forget_at, model_slots)
SELECT printf('00000000-0000-7000-8000-%012x', i),
  iif(i % 10 = 0, organization, 'ORG-' || (i % 10)),
  iif(i % 5000 = 0, 'key-rare', 'key-' || (i % 7)),
  data_model, data_model_version, data_model_sha256, lang, time_zone,
  json_object('uid', data_model, 'parameters', json_array(
    json_object('key', 'status', 'value', json_object('values', json_array(
      iif(i % 30 = 0, 'void', 'paid')))),
    json_object('key', 'account', 'value', json_object('value', i)))),
  extent,
  CASE WHEN i < :pending * 10 THEN 'pending' WHEN i % 1000 = 0 THEN 'failed' ELSE 'canceled' END,
  :begin + i * 1000, :begin + i * 1000, 1, log, NULL, NULL,
  (SELECT id FROM job_texts AS t WHERE t.organization = iif(i % 10 = 0, jobs.organization, 'ORG-' || (i % 10))
   AND t.text = 'sales of region ' || (i / 10 % :models)),
  (SELECT id FROM job_texts AS t WHERE t.organization = iif(i % 10 = 0, jobs.organization, 'ORG-' || (i % 10))
   AND t.text = 'sales-' || (i / 10 % :names) || '.xlsx'),
  1000, :far, 0
FROM n, (SELECT * FROM jobs WHERE id = :template) AS jobs
ORDER BY i
"""


def fill(database, template, count, pending):
    """Copies the job `template`, a tenth of them for its own organization. The first `pending` of
    these never start."""
    connection = sqlite3.connect(database)
    with connection:
        organization = connection.execute("SELECT organization FROM jobs WHERE id = ?",
                                          [template]).fetchone()[0]
        for owner in [organization, *(f"ORG-{i}" for i in range(1, 10))]:
            texts = [*(f"sales of region {i}" for i in range(MODELS)),
                     *(f"sales-{i}.xlsx" for i in range(NAMES))]
            connection.executemany(
                "INSERT INTO job_texts (organization, text, jobs) VALUES (?, ?, 0)",
                [(owner, text) for text in texts])
        connection.execute(FILL, {"count": count, "template": template, "models": MODELS,
                                  "names": NAMES, "pending": pending, "far": FAR,
                                  "begin": int(time.time() * 1e6) - count * 1000})
        every = (TREE / "sql/job/insert_parameters.sql").read_text().replace("jobs.id = :id AND", "")
        connection.execute(every)
    connection.close()


def filters(key):
    """Names of filters, and the number of jobs on their first page; of 100,000 or fewer jobs."""
    return {
        "nothing": {},
        "what waits": {"status": "pending"},
        "a frequent status": {"status": "canceled"},
        "a rare status": {"status": "failed"},
        "no such status": {"status": "running"},
        "the data model": {"dataModel": "shop.many"},
        "another data model": {"dataModel": "shop.sales"},
        "a rare key": {"key": key},
        "an unknown key": {"key": "key-unknown"},
        "a time of long ago": {"until": "2000-01-01"},
        "a frequent text": {"text": "SALES"},
        "a rare text": {"text": "-499.xlsx"},
        "no such text": {"text": "nowhere"},
        "a frequent parameter": {"parameter.status": "paid"},
        "a rare parameter": {"parameter.account": "10010"},
        "two parameters": {"parameter.status": "paid", "parameter.account": "10010"},
        "no such parameter": {"parameter.status": "lost"},
        "a text and a rare status": {"text": "sales", "status": "failed"},
    }


def p95(durations):
    return statistics.quantiles(durations, n=20)[-1]


def measure(engine, path, times=20):
    """The duration of each request in seconds, over one connection, and the last answer."""
    connection = engine.connection()
    durations = []
    for _ in range(times):
        begin = time.perf_counter()
        connection.request("GET", path, headers=engine.headers)
        answer = connection.getresponse()
        body = answer.read()
        durations.append(time.perf_counter() - begin)
        assert answer.status == 200, body
    connection.close()
    return durations, body


def measure_list(engine, query, times=20):
    path = "/v1/bi/jobs?" + urllib.parse.urlencode(query)
    durations, body = measure(engine, path, times)
    return durations, json.loads(body)["data"]["jobs"]


class Submits:
    """Submits one job after the other until it is told to stop."""

    def __init__(self, engine):
        self._engine = engine
        self.durations = []

    def run(self, is_stopped):
        connection = self._engine.connection()
        body = json.dumps(BODY)
        while not is_stopped():
            begin = time.perf_counter()
            connection.request("POST", "/v1/bi/jobs", body,
                               {"Content-Type": "application/json", **self._engine.headers})
            answer = connection.getresponse()
            read = answer.read()
            self.durations.append(time.perf_counter() - begin)
            assert answer.status == 200, read
        connection.close()

    @property
    def p99(self):
        return statistics.quantiles(self.durations, n=100)[-1]
