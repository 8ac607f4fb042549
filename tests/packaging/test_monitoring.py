"""Alert rules and the dashboard read metrics that the server has; each alert is tried and explained."""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from prometheus_client.parser import text_string_to_metric_families

TREE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TREE / "tests/end_to_end"))
import shop  # noqa: E402
from engine import Engine  # noqa: E402

RULES = TREE / "packaging/monitoring/gormic-bi.rules.yml"
DASHBOARD = TREE / "packaging/monitoring/gormic-bi-dashboard.json"
TRIALS = TREE / "tests/packaging/alerts.test.yml"
# Prometheus makes it of each scrape; the others are the server's.
OF_PROMETHEUS = {"up"}
METRIC = re.compile(r"\b(?:gormic_bi|process)_\w+|\bup\b")


def alerts():
    return re.findall(r"- alert: (\w+)", RULES.read_text())


class Monitoring(unittest.TestCase):
    def served(self):
        """Names of the samples of /metrics after a job and a refused request."""
        folder = self.enterContext(tempfile.TemporaryDirectory())
        engine = self.enterContext(Engine("shop", shop.create(pathlib.Path(folder, "shop.sqlite"))))
        engine.wait(engine.submit("shop.sales"))
        text = engine.get("/metrics", headers={}).body.decode()
        return {(sample.name, label, value if label == "status" and sample.name == "gormic_bi_jobs" else "")
                for family in text_string_to_metric_families(text) for sample in family.samples
                for label, value in (sample.labels or {"": ""}).items()}

    def test_metrics_of_rules_and_dashboard_are_served(self):
        served = self.served()
        names = {name for name, _, _ in served}
        panels = json.loads(DASHBOARD.read_text())["panels"]
        shown = [target["expr"] for panel in panels for target in panel["targets"]]
        for text in [RULES.read_text().split("groups:")[1], *shown]:
            for name in set(METRIC.findall(re.sub(r"summary:.*|runbook:.*", "", text))) - OF_PROMETHEUS:
                self.assertIn(name, names)
        used = set(METRIC.findall("\n".join(shown)))
        families = {name for name in names if not name.endswith(("_sum", "_count"))}
        self.assertEqual(families - used, set(), "the dashboard does not show them")
        for status in re.findall(r'gormic_bi_jobs\{[^}]*status="(\w+)"', "\n".join([RULES.read_text(), *shown])):
            self.assertIn(("gormic_bi_jobs", "status", status), served)

    def test_the_dashboard_has_distinct_panels_that_do_not_overlap(self):
        panels = json.loads(DASHBOARD.read_text())["panels"]
        self.assertEqual(len({panel["id"] for panel in panels}), len(panels))
        cells = [(place["x"] + x, place["y"] + y) for panel in panels for place in [panel["gridPos"]]
                 for x in range(place["w"]) for y in range(place["h"])]
        self.assertEqual(len(set(cells)), len(cells))
        self.assertLessEqual(max(x for x, _ in cells), 23)

    def test_each_alert_has_a_section_that_it_names(self):
        headings = re.findall(r"^## (\w+)$", (TREE / "assets/docs/alerts.md").read_text(), re.M)
        self.assertEqual(sorted(headings), sorted(alerts()))
        self.assertEqual(re.findall(r"runbook: alerts\.md#(\w+)", RULES.read_text()),
                         [name.lower() for name in alerts()])

    def test_each_alert_fires_in_one_trial_and_is_quiet_in_another(self):
        trials = TRIALS.read_text().split("  - name: ")[1:]
        for name in alerts():
            fires = [trial for trial in trials if trial.startswith(f"{name} fires\n")]
            quiet = [trial for trial in trials if trial.startswith(f"{name} is quiet\n")]
            self.assertEqual((len(fires), len(quiet)), (1, 1), name)
            self.assertNotIn("exp_alerts: []", fires[0])
            self.assertIn(f"alertname: {name}\n        exp_alerts: []", quiet[0])

    def test_prometheus_accepts_the_rules_and_their_trials(self):
        promtool = shutil.which("promtool")
        if not promtool:
            self.skipTest("promtool is not installed (Debian's package prometheus)")
        for words in (["check", "rules", RULES], ["test", "rules", TRIALS]):
            done = subprocess.run([promtool, *words], capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
