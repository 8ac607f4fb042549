"""A backup of a busy server is complete and can be restored; the doctor reports what is wrong."""

import contextlib
import hashlib
import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import threading
import unittest

import shop
from engine import EXECUTABLE, PATIENCE, Engine, run


def command(*arguments):
    return subprocess.run([EXECUTABLE, *map(str, arguments)], capture_output=True, text=True,
                          timeout=PATIENCE)


def files(data):
    return {entry.name for entry in (data / "files").iterdir()}


class Backup(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        database = shop.create(self.folder / "shop.sqlite")
        self.engine = self.enterContext(Engine("shop", database, workers=2))
        self.backup = self.folder / "backup"

    def submit(self, rows):
        return self.engine.submit("shop.many",
                                  parameters=[{"key": "rows", "value": {"value": rows}}])

    def test_a_backup_of_a_busy_server_is_consistent_and_can_be_restored(self):
        kept = self.engine.wait(self.submit(1_000))
        over = threading.Event()

        def work():
            while not over.is_set():
                self.engine.wait(job_id := self.submit(200))
                if int(job_id[-1], 16) % 2:
                    self.engine.request("DELETE", f"/v1/bi/jobs/{job_id}")

        clients = [threading.Thread(target=work) for _ in range(2)]
        for client in clients:
            client.start()
        try:
            for number in range(8):
                said = run("backup", "--data", self.engine.data, self.folder / f"{number}")
                self.assertIn("Backed up", said)
                self.assertNotIn("has not", said)  # each file that a row names existed
        finally:
            over.set()
            for client in clients:
                client.join()
        run("backup", "--data", self.engine.data, self.backup)
        self.assertEqual([entry.name for entry in (self.engine.data / "files").iterdir()
                          if entry.is_dir()], [])
        connection = sqlite3.connect(self.backup / "gormic-bi.db")
        self.assertEqual(connection.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
        self.assertEqual({name for (name,) in connection.execute(
            "SELECT file FROM jobs WHERE file IS NOT NULL")}, files(self.backup))
        connection.close()

        # The machine is lost; another one continues.
        self.engine.stop()
        shutil.rmtree(self.engine.data)
        run("restore", "--data", self.engine.data, self.backup)
        self.assertEqual(os.stat(self.engine.data).st_mode & 0o777, 0o700)
        self.engine.start()
        job = self.engine.job(kept["id"])
        body = self.engine.download(job).body
        self.assertEqual(hashlib.sha256(body).hexdigest(), kept["sha256"])
        self.assertEqual(self.engine.wait(self.submit(10))["status"], "completed")

    def test_only_the_owner_can_read_a_backup_and_what_is_restored(self):
        self.engine.wait(self.submit(10))
        restored = self.folder / "restored"
        mask = os.umask(0)
        try:
            run("backup", "--data", self.engine.data, self.backup)
            run("restore", "--data", restored, self.backup)
        finally:
            os.umask(mask)
        for folder in (self.backup, restored):
            for path in (folder, *folder.rglob("*")):
                with self.subTest(path):
                    self.assertEqual(path.stat().st_mode & 0o777, 0o700 if path.is_dir() else 0o600)

    def test_a_data_directory_that_no_server_has_seen_yet_is_backed_up(self):
        data = self.folder / "fresh"
        run("key", "create", "--data", data, "--organization", "ACME", "--label", "x")
        self.assertIn("0 jobs", run("backup", "--data", data, self.backup))
        run("restore", "--data", self.folder / "restored", self.backup)
        self.assertIn("ACME", run("key", "list", "--data", self.folder / "restored"))

    def test_the_parent_folder_of_a_backup_must_exist(self):
        done = command("backup", "--data", self.engine.data, self.folder / "unmounted" / "backup")
        self.assertEqual(done.returncode, 1)
        self.assertIn("mount", done.stderr)
        self.assertFalse((self.folder / "unmounted").exists())

    def test_a_damaged_backup_and_an_existing_target_are_rejected(self):
        self.engine.wait(self.submit(100))
        run("backup", "--data", self.engine.data, self.backup)
        again = command("backup", "--data", self.engine.data, self.backup)
        self.assertEqual(again.returncode, 1)
        self.assertIn("is there already", again.stderr)
        over_it = command("restore", "--data", self.engine.data, self.backup)
        self.assertEqual(over_it.returncode, 1)
        damaged = next((self.backup / "files").iterdir())
        damaged.write_bytes(damaged.read_bytes()[:-1] + b"x")
        target = self.folder / "restored"
        refused = command("restore", "--data", target, self.backup)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("not as it was written", refused.stderr)
        self.assertFalse((target / "gormic-bi.db").exists())
        self.assertEqual(command("backup", "--data", target, self.folder / "none").returncode, 1)

    def test_a_backup_of_a_newer_version_is_rejected(self):
        run("backup", "--data", self.engine.data, self.backup)
        with contextlib.closing(sqlite3.connect(self.backup / "gormic-bi.db")) as database:
            database.execute("PRAGMA user_version = 999")
        target = self.folder / "restored"
        refused = command("restore", "--data", target, self.backup)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("newer version", refused.stderr)
        self.assertFalse((target / "gormic-bi.db").exists())

    def test_files_without_their_database_are_not_deleted(self):
        self.engine.wait(self.submit(10))
        self.engine.stop()
        for file in self.engine.data.glob("gormic-bi.db*"):
            file.unlink()
        refused = command("serve", "--data", self.engine.data, "--catalogue", self.engine.catalogue,
                          "--listen", "127.0.0.1:0")
        self.assertEqual(refused.returncode, 1)
        self.assertIn("but no database", refused.stderr)
        self.assertEqual(len(list((self.engine.data / "files").iterdir())), 1)

    def doctor(self, *more):
        return command("doctor", "--data", self.engine.data, *more)

    def test_the_doctor_finds_no_fault_beside_a_server_and_reports_faults(self):
        self.engine.wait(self.submit(100))
        said = self.doctor("--catalogue", self.engine.catalogue)
        self.assertEqual(said.returncode, 0, said.stdout)
        self.assertIn("A server runs on it", said.stdout)
        self.assertNotIn("FAULT", said.stdout)
        # Python's sqlite3 uses a rollback journal, as many applications do.
        self.assertRegex(said.stdout, r"WARNING  source shop: .*rollback journal")
        sqlite3.connect(self.engine.catalogue / "shop.sqlite").execute("PRAGMA journal_mode = WAL")
        said = self.doctor("--catalogue", self.engine.catalogue)
        self.assertRegex(said.stdout, r"ok       source shop: ")
        arabic = self.doctor("--lang", "ar").stdout
        self.assertRegex(arabic, "[\u0621-\u064a]{4}")

    def test_the_doctor_says_that_the_clock_was_set_back_and_that_a_database_is_too_new(self):
        self.engine.wait(self.submit(10))
        self.engine.stop()
        self.assertRegex(self.doctor().stdout, r"ok       clock: ")
        connection = sqlite3.connect(self.engine.data / "gormic-bi.db")
        connection.execute("UPDATE jobs SET finished_at = finished_at + 3600 * 1000000")
        connection.commit()
        self.assertRegex(self.doctor().stdout, r"WARNING  clock: ")
        connection.execute("PRAGMA user_version = 999")
        connection.close()
        said = self.doctor()
        self.assertEqual(said.returncode, 1)
        self.assertRegex(said.stdout, r"FAULT    database: .*newer version")

    def test_the_doctor_finds_missing_damaged_and_unknown_files_and_a_broken_database(self):
        for rows in (100, 200):
            self.engine.wait(self.submit(rows))
        self.engine.stop()
        one, two = (self.engine.data / "files").iterdir()
        one.unlink()
        two.write_bytes(b"half")
        (self.engine.data / "files" / "stranger").write_text("?")
        said = self.doctor()
        self.assertEqual(said.returncode, 1)
        for words in ("1 file of a job is gone", "1 file has another size", "1 file belongs to no job",
                      "No server runs on it"):
            self.assertIn(words, said.stdout)
        with open(self.engine.data / "gormic-bi.db", "r+b") as database:
            database.seek(4096)
            database.write(b"x" * 8192)
        said = self.doctor()
        self.assertEqual(said.returncode, 1)
        self.assertRegex(said.stdout, r"FAULT    database: ")
        self.assertEqual(command("doctor", "--data", self.folder / "none").returncode, 1)


if __name__ == "__main__":
    unittest.main()
