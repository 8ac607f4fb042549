"""kill -9 loses no job and leaves no half file."""

import pathlib
import tempfile
import unittest

import shop
import workbook
from engine import Engine

STEPS = 6_000_000  # some seconds of SQL


class Kill(unittest.TestCase):
    def test_jobs_running_and_pending_at_a_kill_complete_after_the_next_start(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        database = shop.create(pathlib.Path(folder, "shop.sqlite"))
        with Engine("shop", database, workers=1) as engine:
            parameters = [{"key": "steps", "value": {"value": STEPS}}]
            first = engine.submit("shop.slow", parameters=parameters)
            second = engine.submit("shop.slow", "ar", parameters=parameters)
            engine.wait(first, {"running"})
            self.assertEqual(engine.job(second)["status"], "pending")
            engine.kill()

            engine.start()
            jobs = [engine.wait(first), engine.wait(second)]
            self.assertEqual([job["status"] for job in jobs], ["completed"] * 2, engine.log)
            for job, title in zip(jobs, ["N", "\u0627\u0644\u0639\u062f\u062f"]):
                path = engine.folder / f"{job['id']}.xlsx"
                path.write_bytes(engine.download(job).body)
                self.assertEqual(workbook.cells(path, [title])[0], (STEPS,))
            files = [entry for entry in (engine.data / "files").rglob("*") if entry.is_file()]
            self.assertEqual(len(files), 2, files)


if __name__ == "__main__":
    unittest.main()
