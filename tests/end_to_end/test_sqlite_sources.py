"""SQLite files with special requirements: in WAL mode in a folder that the server cannot write, or
declared immutable."""

import contextlib
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import time
import unittest

import engine as engines
import openpyxl
import shop
from engine import PATIENCE, Engine

NOBODY = 65534
IS_ROOT = os.geteuid() == 0
# Root can write anywhere, so that the server then runs as another user.
PREFIX = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if IS_ROOT else []
# A mount that is read-only only for the server, as systemd's ProtectSystem makes one.
MOUNT = 'mount --make-rprivate / && mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
WAYS_OUT = {"en": ["WAL", "write in the folder", "PRAGMA journal_mode=DELETE", '"immutable": true'],
            "ar": ["WAL", "PRAGMA journal_mode=DELETE", '"immutable": true']}
LONG = """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500000)
SELECT n.i AS i FROM n WHERE n.i > (SELECT min(id) FROM sales)"""


def unshare(folder):
    """A command prefix that mounts the folder read-only; None if mounting is not allowed."""
    command = ["unshare", "--mount", *([] if IS_ROOT else ["--map-root-user"]), "bash", "-c", MOUNT, str(folder)]
    works = subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
    return command if works else None


class SqliteSources(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.folder.chmod(0o755)
        self.place = self.folder / "erp"
        self.place.mkdir()
        self.addCleanup(self.place.chmod, 0o755)
        self.make_file()
        # The other user may have no access to the build folder.
        executable = self.folder / "gormic-bi"
        shutil.copy(engines.EXECUTABLE, executable)
        old, engines.EXECUTABLE = engines.EXECUTABLE, str(executable)
        self.addCleanup(setattr, engines, "EXECUTABLE", old)

    def make_file(self):
        """A new database, alone in its folder."""
        for path in self.place.iterdir():
            path.unlink()
        self.file = pathlib.Path(shop.create(self.place / "shop.sqlite"))

    def sql(self, *commands):
        with contextlib.closing(sqlite3.connect(self.file, isolation_level=None)) as connection:
            return [connection.execute(command).fetchall() for command in commands]

    def make_wal(self):
        self.sql("PRAGMA journal_mode=WAL")
        self.assertEqual([path.name for path in self.place.iterdir()], ["shop.sqlite"])  # it is idle

    def close_folder(self):
        self.file.chmod(0o444)
        self.place.chmod(0o555)

    def engine(self, prefix=PREFIX, **source):
        engine = Engine("shop", self.file, prefix=prefix)
        self.addCleanup(engine._folder.cleanup)
        (engine.catalogue / "sources" / "shop.json").write_text(
            json.dumps({"kind": "sqlite", "path": str(self.file), **source}))
        (engine.catalogue / "models" / "shop.long.json").write_text(json.dumps(
            {"uid": "shop.long", "title": "Long", "source": "shop", "access": {"scope": "none"},
             "query": {"maxRows": 3_000_000}, "columns": [{"key": "i", "type": "integer"}]}))
        (engine.catalogue / "models" / "shop.long.sql").write_text(LONG)
        engine.folder.chmod(0o755)
        if prefix and prefix == PREFIX:
            for path in (engine.data, *engine.data.rglob("*")):
                os.chown(path, NOBODY, NOBODY)
        return engine

    def command(self, *arguments):
        done = subprocess.run([*PREFIX, engines.EXECUTABLE, *map(str, arguments)], capture_output=True, text=True,
                              timeout=PATIENCE, check=False)
        return done.returncode, done.stdout + done.stderr

    def doctor(self, engine, *options, prefix=()):
        done = subprocess.run([*prefix, engines.EXECUTABLE, "doctor", "--data", engine.data, "--catalogue",
                               engine.catalogue, *options], capture_output=True, text=True, timeout=PATIENCE, check=False)
        return done.returncode, done.stdout + done.stderr

    def check_words(self, text, lang="en"):
        for words in WAYS_OUT[lang]:
            self.assertIn(words, text)

    def test_a_wal_database_in_a_read_only_folder_is_reported_with_three_remedies(self):
        self.make_wal()
        self.close_folder()
        engine = self.engine()
        with engine:
            for lang in WAYS_OUT:
                job = engine.wait(engine.submit("shop.sales", lang))
                self.assertEqual((job["status"], job["attempt"]), ("failed", 1))
                self.check_words(job["failure"]["message"], lang)
                self.assertNotIn(str(self.place), json.dumps(job))
                deadline = time.monotonic() + PATIENCE
                while True:
                    ready = engine.get("/readyz", headers={"Accept-Language": lang})
                    if ready.json["sources"].get("shop") == "silent":
                        break
                    self.assertLess(time.monotonic(), deadline)
                    time.sleep(0.05)
                detail, = ready.json["details"]
                self.assertEqual(detail["path"], "sources.shop")
                self.check_words(detail["reason"], lang)
            code, said = self.command("model", "check", engine.catalogue)
            self.assertEqual(code, 1)
            self.check_words(said)
            for lang in WAYS_OUT:
                code, said = self.doctor(engine, "--lang", lang)
                self.assertEqual(code, 1)
                self.assertRegex(said, "(FAULT|\u062e\u0644\u0644) +sources/shop.json")
                self.assertNotRegex(said, "ok +source shop")
                self.check_words(said, lang)
        self.assertEqual([path.name for path in self.place.iterdir()], ["shop.sqlite"])

    def check_report(self, **source):
        with self.engine(**source) as engine:
            sheet = openpyxl.load_workbook(engine.report("shop.sales", "en")).worksheets[0]
            self.assertGreater(sheet.max_row, 300)
            return self.doctor(engine)

    def test_each_of_the_three_remedies_works(self):
        self.make_wal()
        with self.subTest(way="the folder is opened"):
            self.place.chmod(0o777)
            code, said = self.check_report()
            self.assertRegex(said, "ok +source shop: In WAL mode")
            self.place.chmod(0o755)
            for path in self.place.glob("*-*"):
                path.unlink()
        with self.subTest(way="immutable"):
            self.close_folder()
            code, said = self.check_report(immutable=True)
            self.assertEqual(code, 0, said)
            self.assertRegex(said, "ok +source shop: Declared immutable")
            self.assertEqual([path.name for path in self.place.iterdir()], ["shop.sqlite"])
            self.place.chmod(0o755)
            self.file.chmod(0o644)
        with self.subTest(way="its owner leaves WAL"):
            self.sql("PRAGMA journal_mode=DELETE")
            self.close_folder()
            code, said = self.check_report()
            self.assertEqual(code, 0, said)

    def test_while_another_program_has_it_open_reports_work_and_the_doctor_warns(self):
        self.make_wal()
        with contextlib.closing(sqlite3.connect(self.file)) as other:
            other.execute("SELECT count(*) FROM sales").fetchall()
            for path in self.place.iterdir():
                path.chmod(0o644)
            self.place.chmod(0o555)
            code, said = self.check_report()
            self.assertEqual(code, 0, said)
            self.assertRegex(said, "WARNING +source shop")
            self.check_words(said)

    def test_the_doctor_sees_a_folder_that_is_mounted_read_only_for_the_server(self):
        command = unshare(self.place)
        if command is None:
            self.skipTest("this machine allows no mounts of one's own")
        self.make_wal()
        engine = self.engine(command)
        with engine:
            job = engine.wait(engine.submit("shop.sales"))
            self.assertEqual(job["status"], "failed")
            self.check_words(job["failure"]["message"])
            code, said = self.doctor(engine)
            self.assertEqual(code, 1)
            self.assertRegex(said, "(FAULT|\u062e\u0644\u0644) +source shop")
            self.check_words(said)

    @unittest.skipUnless(IS_ROOT, "only root can look at the server as its user")
    def test_the_doctor_run_by_root_becomes_the_owner_of_the_data(self):
        self.make_wal()
        self.close_folder()
        engine = self.engine()
        code, said = self.doctor(engine)
        self.assertEqual(code, 1)
        self.assertRegex(said, "ok +user: .*nobody")
        self.check_words(said)

    def test_an_immutable_file_with_a_nonempty_wal_or_journal_is_not_read(self):
        for end, leave in (("-wal", "PRAGMA journal_mode=WAL"), ("-journal", "PRAGMA cache_size=1")):
            self.make_file()
            with self.subTest(end=end), contextlib.closing(sqlite3.connect(self.file)) as other:
                other.execute(leave)
                other.execute("UPDATE sales SET note = 'late'")
                if end == "-wal":
                    other.commit()
                self.assertGreater(pathlib.Path(f"{self.file}{end}").stat().st_size, 0)
                with self.engine(immutable=True) as engine:
                    for lang in WAYS_OUT:
                        job = engine.wait(engine.submit("shop.sales", lang))
                        self.assertEqual((job["status"], job["attempt"]), ("failed", 1))
                        self.assertIn(end, job["failure"]["message"])
                        self.assertIn("immutable", job["failure"]["message"])
                    code, said = self.doctor(engine)
                    self.assertEqual(code, 1)
                    self.assertRegex(said, f"(FAULT|\u062e\u0644\u0644) +sources/shop.json: .*{end}")

    def test_a_wal_or_journal_is_found_through_a_symbolic_link_too(self):
        link = self.file.with_name("link.db")
        link.symlink_to(self.file)
        with contextlib.closing(sqlite3.connect(self.file)) as other:
            other.execute("PRAGMA journal_mode=WAL")
            other.execute("UPDATE sales SET note = 'late'")
            other.commit()
            with self.engine(immutable=True, path=str(link)) as engine:
                job = engine.wait(engine.submit("shop.sales"))
                self.assertEqual(job["status"], "failed")
                self.assertIn("-wal", job["failure"]["message"])

    def test_an_empty_journal_is_ignored(self):
        self.sql("PRAGMA journal_mode=PERSIST", "UPDATE sales SET note = 'x' WHERE id = 1")
        self.sql("PRAGMA journal_mode=PERSIST", "UPDATE sales SET note = 'y' WHERE id = 1")
        pathlib.Path(f"{self.file}-wal").write_bytes(b"")
        with self.engine(immutable=True) as engine:
            self.assertEqual(engine.wait(engine.submit("shop.sales"))["status"], "completed")

    def change(self, how):
        if how == "written":
            self.sql("UPDATE sales SET note = 'late' WHERE id = 1")
        elif how == "replaced":
            other = self.file.with_suffix(".new")
            shutil.copy(self.file, other)
            other.rename(self.file)
        elif how == "cut off":
            os.truncate(self.file, 4096)
        elif how == "left in WAL":
            self.other = self.enterContext(contextlib.closing(sqlite3.connect(self.file)))
            self.other.execute("PRAGMA journal_mode=WAL")
            self.other.execute("UPDATE sales SET note = 'late' WHERE id = 1")
            self.other.commit()
        else:
            self.file.unlink()

    def test_an_immutable_file_that_changes_while_it_is_read_fails_the_job(self):
        for how in ("written", "replaced", "left in WAL", "cut off", "gone"):
            self.make_file()
            with self.subTest(how=how), self.engine(immutable=True) as engine:
                job_id = engine.submit("shop.long")
                deadline = time.monotonic() + PATIENCE
                while engine.job(job_id).get("progress", {}).get("rows", 0) == 0:
                    self.assertLess(time.monotonic(), deadline)
                    time.sleep(0.02)
                self.change(how)
                job = engine.wait(job_id)
                self.assertEqual((job["status"], job["attempt"]), ("failed", 1), job)
                self.assertIn("immutable", job["failure"]["message"])

    def test_an_immutable_file_can_have_any_name(self):
        odd = self.place / "100%25 #1? \u0645\u0644\u0641.sqlite"
        self.file.rename(odd)
        self.file = odd
        with self.engine(immutable=True) as engine:
            self.assertEqual(engine.wait(engine.submit("shop.sales"))["status"], "completed", engine.log)


if __name__ == "__main__":
    unittest.main()
