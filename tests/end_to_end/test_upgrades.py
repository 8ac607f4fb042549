"""Each release's data directory and catalogue, kept in `upgrades/`, is opened by this one."""

import hashlib
import json
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

import shop
from engine import EXECUTABLE, PATIENCE, Engine

RELEASES = sorted((pathlib.Path(__file__).resolve().parent / "upgrades").iterdir())


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

    def test_jobs_keys_and_files_of_each_release_go_on(self):
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

    def test_the_database_of_a_newer_release_is_refused_and_left_as_it_is(self):
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
