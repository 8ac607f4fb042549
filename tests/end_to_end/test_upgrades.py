"""Each release's data directory and catalogue, kept in `upgrades/`, is opened by this one."""

import contextlib
import hashlib
import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

import shop
from engine import EXECUTABLE, PATIENCE, Engine

RELEASES = sorted((pathlib.Path(__file__).resolve().parent / "upgrades").iterdir())


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path}: {old}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def remove(catalogue):
    for suffix in ("json", "sql"):
        (catalogue / f"models/shop.slow.{suffix}").unlink()


def rename_parameter(catalogue):
    edit(catalogue / "models/shop.slow.json", '"key": "steps"', '"key": "rows"')
    edit(catalogue / "models/shop.slow.sql", ":steps", ":rows")


def narrow_parameter(catalogue):
    edit(catalogue / "models/shop.slow.json", '"key": "steps", ', '"key": "steps", "max": 3, ')


def close(catalogue):
    edit(catalogue / "models/shop.slow.json", '["*"]', '["OTHER"]')


def add_column(catalogue):
    edit(catalogue / "models/shop.slow.json", '"columns": [',
         '"columns": [{"key": "gone", "type": "integer", "title": {"en": "Gone", "ar": "\u0645\u0641\u0642\u0648\u062f"}}, ')


def break_sql(catalogue):
    (catalogue / "models/shop.slow.sql").write_text("SELECT n FROM no_such_table LIMIT :steps")


# Changes of the data model of a pending job, and how the job then fails.
CHANGES = [(remove, "INVALID_REQUEST"), (rename_parameter, "INVALID_REQUEST"),
           (narrow_parameter, "INVALID_REQUEST"), (close, "INVALID_REQUEST"),
           (add_column, "REPORT_FAILED"), (break_sql, "REPORT_FAILED")]


def version(database):
    connection = sqlite3.connect(database)
    found, = connection.execute("PRAGMA user_version").fetchone()
    connection.close()
    return found


class Upgrades(unittest.TestCase):
    def engine_after(self, release):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        engine = Engine("shop", shop.create(pathlib.Path(folder, "shop.sqlite")), workers=1)
        shutil.rmtree(engine.data)
        shutil.copytree(release / "data", engine.data)
        shutil.rmtree(engine.catalogue / "models")
        shutil.copytree(release / "catalogue", engine.catalogue, dirs_exist_ok=True)
        return engine

    def test_jobs_keys_and_files_of_each_release_keep_working(self):
        self.assertTrue(RELEASES)
        for release in RELEASES:
            with self.subTest(release.name):
                known = json.loads((release / "known.json").read_text())
                jobs = known["jobs"]
                engine = self.engine_after(release)
                engine.key, engine.organization = known["key"], known["organization"]
                was = version(engine.data / "gormic-bi.db")
                with engine:
                    completed = engine.job(jobs["completed"])
                    self.assertEqual(completed["status"], "completed")
                    body = engine.download(completed).body
                    self.assertEqual(hashlib.sha256(body).hexdigest(), completed["sha256"])
                    failed = engine.job(jobs["failed"])
                    self.assertEqual(failed["status"], "failed")
                    self.assertTrue(failed["failure"]["message"])
                    interrupted = engine.wait(jobs["running"])
                    self.assertEqual((interrupted["status"], interrupted["attempt"]), ("completed", 2))
                    self.assertEqual(engine.wait(jobs["pending"])["status"], "completed")
                    self.assertEqual(engine.wait(engine.submit("shop.sales"))["status"], "completed")
                    now = version(engine.data / "gormic-bi.db")
                    if was < now:
                        backup = engine.data / f"gormic-bi.db.version-{was}"
                        self.assertEqual(version(backup), was)

    def test_pending_jobs_that_their_data_model_no_longer_accepts_fail_with_a_reason(self):
        for release in RELEASES:
            known = json.loads((release / "known.json").read_text())
            for change, code in CHANGES:
                with self.subTest(release.name, change=change.__name__):
                    engine = self.engine_after(release)
                    change(engine.catalogue)
                    engine.key, engine.organization = known["key"], known["organization"]
                    with engine:
                        for job, attempts in (("pending", 1), ("running", 2)):
                            failed = engine.wait(known["jobs"][job])
                            self.assertEqual((failed["status"], failed["attempt"]), ("failed", attempts), failed)
                            self.assertEqual(failed["failure"]["code"], code, failed)
                            self.assertIn(failed["failure"]["message"], failed["log"])
                            self.assertNotIn("unexpected", failed["failure"]["message"])
                            self.assertNotIn("tries again", failed["log"])
                        # The jobs after them run.
                        self.assertEqual(engine.wait(engine.submit("shop.sales"))["status"], "completed")

    def test_a_job_whose_time_zone_is_no_longer_known_is_rendered_all_the_same(self):
        for release in RELEASES:
            with self.subTest(release.name):
                known = json.loads((release / "known.json").read_text())
                engine = self.engine_after(release)
                engine.key, engine.organization = known["key"], known["organization"]
                with contextlib.closing(sqlite3.connect(engine.data / "gormic-bi.db")) as database:
                    database.execute("UPDATE jobs SET time_zone = 'Atlantis/Capital'")
                    database.commit()
                with engine:
                    for job in ("pending", "running"):
                        self.assertEqual(engine.wait(known["jobs"][job])["status"], "completed")

    def test_the_doctor_lists_every_invalid_data_model_before_a_server_starts(self):
        for release in RELEASES:
            with self.subTest(release.name):
                engine = self.engine_after(release)
                add_column(engine.catalogue)  # of shop.slow: an error that only its source reports
                edit(engine.catalogue / "models/shop.picked.json", '"money"', '"coins"')
                edit(engine.catalogue / "models/shop.closed.json", '"uid": "shop.closed"', '"uid": "shop.open"')
                done = subprocess.run(
                    [EXECUTABLE, "doctor", "--data", engine.data, "--catalogue", engine.catalogue],
                    capture_output=True, text=True, timeout=PATIENCE)
                self.assertEqual(done.returncode, 1, done.stdout)
                lines = done.stdout.splitlines()
                for uid, effect in (("shop.picked", "A server that starts leaves it out"),
                                    ("shop.closed", "A server that starts leaves it out"),
                                    ("shop.slow", "The server starts with it, but its reports fail")):
                    heading, = [i for i, line in enumerate(lines) if line.startswith(f"FAULT    data model {uid}:")]
                    self.assertIn("It has 1 fault.", lines[heading])
                    self.assertIn(effect, lines[heading])
                    self.assertRegex(lines[heading + 1], rf"FAULT    models/{re.escape(uid)}\.(json|sql)")
                self.assertRegex(done.stdout, "WARNING  data model shop.slow: 2 jobs of it have not ended and will fail")
                self.assertRegex(done.stdout, "FAULT    catalogue: 3 data models have faults: "
                                              "shop.closed, shop.picked, shop.slow")
                self.assertNotIn("data model shop.sales", done.stdout)
                remove(engine.catalogue)
                done = subprocess.run(
                    [EXECUTABLE, "doctor", "--data", engine.data, "--catalogue", engine.catalogue, "--lang", "ar"],
                    capture_output=True, text=True, timeout=PATIENCE)
                self.assertRegex(done.stdout, "\u062a\u0646\u0628\u064a\u0647 +data model shop.slow: \u0644\u064a\u0633 \u0641\u064a")

    def test_the_database_of_a_newer_release_is_rejected_and_left_unchanged(self):
        engine = self.engine_after(RELEASES[-1])
        database = engine.data / "gormic-bi.db"
        connection = sqlite3.connect(database)
        connection.execute("PRAGMA user_version = 999")
        connection.close()
        done = subprocess.run(
            [EXECUTABLE, "serve", "--catalogue", engine.catalogue, "--data", engine.data,
             "--listen", "127.0.0.1:0"], capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(done.returncode, 1)
        self.assertIn("newer version", done.stderr)
        self.assertEqual(version(database), 999)


if __name__ == "__main__":
    unittest.main()
