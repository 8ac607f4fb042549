"""The values of /metrics are correct, as read by Prometheus' own parser."""

import pathlib
import tempfile
import unittest

from prometheus_client.parser import text_string_to_metric_families

import shop
from engine import Engine


class Metrics(unittest.TestCase):
    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        database = shop.create(pathlib.Path(folder, "shop.sqlite"))
        self.engine = self.enterContext(Engine("shop", database, workers=1))

    def samples(self):
        answer = self.engine.get("/metrics", headers={})
        self.assertEqual(answer.status, 200)
        self.assertTrue(answer.headers["Content-Type"].startswith("text/plain; version=0.0.4"))
        return {(sample.name, *sorted(sample.labels.items())): sample.value
                for family in text_string_to_metric_families(answer.body.decode())
                for sample in family.samples}

    def test_jobs_rows_bytes_and_requests_are_counted(self):
        before = self.samples()
        self.assertEqual(before["gormic_bi_jobs", ("status", "completed")], 0)
        self.assertEqual(before["gormic_bi_queue_age_seconds",], 0)
        job = self.engine.wait(self.engine.submit(
            "shop.many", parameters=[{"key": "rows", "value": {"value": 500}}]))
        running = self.engine.submit(
            "shop.slow", parameters=[{"key": "steps", "value": {"value": 2_000_000_000}}])
        self.engine.wait(running, {"running"})
        self.engine.submit("shop.slow", parameters=[{"key": "steps", "value": {"value": 1}}])
        self.assertEqual(self.engine.request("POST", "/v1/bi/jobs", b"x").status, 415)
        after = self.samples()
        for status, jobs in (("pending", 1), ("running", 1), ("completed", 1), ("failed", 0)):
            self.assertEqual(after["gormic_bi_jobs", ("status", status)], jobs, status)
        self.assertEqual(after["gormic_bi_jobs_accepted_total",], 3)
        self.assertEqual(after["gormic_bi_rows_total",], 500)
        self.assertEqual(after["gormic_bi_file_bytes_total",], job["bytes"])
        self.assertEqual(after["gormic_bi_job_work_seconds_count",], 1)
        self.assertEqual(after["gormic_bi_job_work_seconds_bucket", ("le", "+Inf")], 1)
        self.assertGreater(after["gormic_bi_job_work_seconds_sum",], 0)
        self.assertEqual(after["gormic_bi_job_wait_seconds_count",], 2)
        self.assertGreater(after["gormic_bi_queue_age_seconds",], 0)
        posts = "gormic_bi_http_requests_total", ("method", "POST")
        self.assertEqual(after[(*posts, ("status", "200"))], 3)
        self.assertEqual(after[(*posts, ("status", "415"))], 1)
        self.assertGreater(after["gormic_bi_disk_free_bytes",], 0)
        self.assertGreater(after["process_resident_memory_bytes",], 1e6)
        self.engine.request("POST", f"/v1/bi/jobs/{running}/cancel")
        self.assertEqual(self.samples()["gormic_bi_jobs_ended_total", ("status", "canceled")], 1)

    def test_no_metric_names_an_organization_a_model_or_a_path(self):
        self.engine.wait(self.engine.submit("shop.sales"))
        text = self.engine.get("/metrics", headers={}).body.decode()
        for secret in ("ACME", "shop", str(self.engine.folder)):
            self.assertNotIn(secret, text)


if __name__ == "__main__":
    unittest.main()
