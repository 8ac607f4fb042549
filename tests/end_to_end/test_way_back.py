"""upgrade check and upgrade undo: each kept release's data, to this version, back, and forward again."""

import contextlib
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

import shop
from engine import EXECUTABLE, PATIENCE, Engine, run

PACKAGING = pathlib.Path(__file__).resolve().parents[2] / "packaging" / "debian"
RELEASES = sorted((pathlib.Path(__file__).resolve().parent / "upgrades").iterdir())


def command(*words):
    return subprocess.run([EXECUTABLE, *map(str, words)], capture_output=True, text=True, timeout=PATIENCE)


def dump(database):
    """All that a database says."""
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()
        return [version, *connection.iterdump()]


def files(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()} if folder.exists() else {}


class WayBack(unittest.TestCase):
    def engine_after(self, release):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        engine = Engine("shop", shop.create(pathlib.Path(folder, "shop.sqlite")), workers=1)
        shutil.rmtree(engine.data)
        shutil.copytree(release / "data", engine.data)
        shutil.rmtree(engine.catalogue / "models")
        shutil.copytree(release / "catalogue", engine.catalogue, dirs_exist_ok=True)
        known = json.loads((release / "known.json").read_text())
        engine.key, engine.organization = known["key"], known["organization"]
        self.addCleanup(engine._folder.cleanup)
        return engine, known["jobs"]

    @contextlib.contextmanager
    def running(self, engine):
        """The folder stays afterwards."""
        engine.start()
        try:
            yield
        finally:
            engine.stop()

    def test_the_trial_changes_nothing(self):
        for release in RELEASES:
            engine, _ = self.engine_after(release)
            before = files(engine.data / "files"), dump(engine.data / "gormic-bi.db")
            names = {file.name for file in engine.data.iterdir()}
            run("upgrade", "check", "--data", engine.data)
            self.assertEqual((files(engine.data / "files"), dump(engine.data / "gormic-bi.db")), before)
            self.assertLessEqual({file.name for file in engine.data.iterdir()} - names,
                                 {"gormic-bi.db-shm", "gormic-bi.db-wal"})

    def test_the_trial_fails_for_a_database_that_cannot_be_migrated(self):
        engine, _ = self.engine_after(RELEASES[0])
        with contextlib.closing(sqlite3.connect(engine.data / "gormic-bi.db")) as database:
            database.execute("ALTER TABLE jobs ADD COLUMN retry_of TEXT")  # the second script adds it
            database.execute("PRAGMA user_version = 1")
            database.commit()
        done = command("upgrade", "check", "--data", engine.data)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertEqual([file for file in engine.data.iterdir() if "trial" in file.name], [])
        with contextlib.closing(sqlite3.connect(engine.data / "gormic-bi.db")) as database:
            database.execute("PRAGMA user_version = 9999")
            database.commit()
        self.assertEqual(command("upgrade", "check", "--data", engine.data).returncode, 1)

    def test_the_trial_fails_for_what_is_not_whole_or_not_there(self):
        engine, _ = self.engine_after(RELEASES[0])
        run("upgrade", "check", "--data", engine.data)
        with contextlib.closing(sqlite3.connect(engine.data / "gormic-bi.db")) as database:
            database.execute("DROP INDEX " + database.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'index' AND name LIKE 'jobs%'").fetchone()[0])
            database.commit()
        done = command("upgrade", "check", "--data", engine.data)
        self.assertEqual(done.returncode, 1, done.stdout)
        done = command("upgrade", "check", "--data", engine.data / "nowhere")
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn("nothing to try", run("upgrade", "check", "--data", engine.data / "files"))

    def test_back_and_forward_keeps_all_of_before_and_the_files_of_since(self):
        for release in RELEASES:
            with self.subTest(release.name):
                engine, jobs = self.engine_after(release)
                old = dump(engine.data / "gormic-bi.db")
                with self.running(engine):
                    engine.wait(jobs["pending"])
                    engine.wait(jobs["running"])
                    since = engine.submit("shop.sales")
                    body = engine.download(engine.wait(since)).body
                    refused = command("upgrade", "undo", "--yes", "--data", engine.data)
                    self.assertEqual(refused.returncode, 1, "a server runs")
                    self.assertEqual(engine.download(engine.job(since)).body, body)
                newer = dump(engine.data / "gormic-bi.db")
                kept = files(engine.data / "files")
                asked = command("upgrade", "undo", "--data", engine.data)
                self.assertEqual(asked.returncode, 1)
                self.assertIn("1 job was accepted since", asked.stdout)
                self.assertIn(since, asked.stdout)
                self.assertNotIn(jobs["completed"], asked.stdout)
                self.assertEqual(dump(engine.data / "gormic-bi.db"), newer)
                run("upgrade", "undo", "--yes", "--data", engine.data)
                self.assertEqual(dump(engine.data / "gormic-bi.db"), old)
                aside = files(engine.data / "files-after-upgrade")
                self.assertEqual(list(aside.values()), [body])
                self.assertEqual({**files(engine.data / "files"), **aside}, kept)
                after, = engine.data.glob("gormic-bi.db.after-upgrade-*")
                self.assertEqual(dump(after), newer)
                with self.running(engine):  # forward
                    self.assertEqual(engine.wait(jobs["pending"])["status"], "completed")
                    self.assertEqual(engine.download(engine.job(jobs["completed"])).status, 200)
                    self.assertEqual(engine.wait(engine.submit("shop.sales"))["status"], "completed")
                self.assertEqual(files(engine.data / "files-after-upgrade"), aside)
                # And back once more.
                run("upgrade", "undo", "--yes", "--data", engine.data)
                self.assertEqual(dump(engine.data / "gormic-bi.db"), old)
                self.assertEqual(len(files(engine.data / "files-after-upgrade")), 2)

    def configured_by(self, engine, *lines):
        """The package's script at an upgrade from 0.1.0; only its paths are others."""
        folder = engine.folder / "etc"
        folder.mkdir(exist_ok=True)
        (folder / "gormic-bi.toml").write_text("\n".join(
            ["[serve]", f'catalogue = "{engine.catalogue}"', f'data = "{engine.data}"', *lines]))
        (folder / "bin").mkdir(exist_ok=True)
        if not (folder / "bin" / "gormic-bi").exists():
            (folder / "bin" / "gormic-bi").symlink_to(EXECUTABLE)
        script = (PACKAGING / "postinst").read_text().replace("/etc/gormic-bi", str(folder))
        return subprocess.run(["sh", "-c", script + "\necho restarted", "postinst", "configure", "0.1.0"],
                              env={**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}"},
                              capture_output=True, text=True, timeout=PATIENCE)

    def test_the_package_restarts_the_server_only_if_the_new_version_can_use_settings_and_data(self):
        engine, _ = self.engine_after(RELEASES[0])
        good = self.configured_by(engine)
        self.assertEqual((good.returncode, good.stdout), (0, "restarted\n"), good.stderr)
        bad = self.configured_by(engine, "workrs = 1")
        self.assertEqual((bad.returncode, bad.stdout), (1, ""))
        self.assertIn("Did you mean workers?", bad.stderr)
        self.assertIn("dpkg --configure gormic-bi", bad.stderr)
        with contextlib.closing(sqlite3.connect(engine.data / "gormic-bi.db")) as database:
            database.execute("PRAGMA user_version = 9999")
            database.commit()
        self.assertEqual(self.configured_by(engine).returncode, 1)

    def test_without_an_upgrade_there_is_nothing_to_undo(self):
        engine, _ = self.engine_after(RELEASES[0])
        for copy in engine.data.glob("*.version-*"):
            copy.unlink()
        self.assertIn("no upgrade", command("upgrade", "undo", "--data", engine.data).stderr)


if __name__ == "__main__":
    unittest.main()
