"""The workbooks of the demo agree with its generated data, in both languages."""

import datetime
import json
import pathlib
import re
import sqlite3
import subprocess
import tempfile
import unittest
import zipfile

from comparison import Comparison
from engine import EXECUTABLE, run

FILES = {"en": "invoices-2024-11-01.xlsx", "ar": "\u0641\u0648\u0627\u062a\u064a\u0631-2024-11-01.xlsx"}
HIJRI = {"en": "{} (Hijri)", "ar": "{} (\u0647\u062c\u0631\u064a)"}

SQL = """
SELECT i.number, i.issued_on, i.issued_on, b.name_{0}, c.name_{0}, c.vat_number, i.status,
       i.net_halalas, i.vat_halalas, i.total_halalas
FROM invoices AS i JOIN branches AS b ON b.id = i.branch_id JOIN customers AS c ON c.id = i.customer_id
WHERE i.status <> 'cancelled' ORDER BY i.issued_on, i.id"""

UMM_AL_QURA = """
const format = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn',
  {year: 'numeric', month: '2-digit', day: '2-digit', timeZone: 'UTC'});
const said = day => {
  const part = Object.fromEntries(format.formatToParts(new Date(day)).map(p => [p.type, p.value]));
  return `${part.year}/${part.month}/${part.day}`;
};
console.log(JSON.stringify(Object.fromEntries(JSON.parse(process.argv[1]).map(d => [d, said(d)]))));
"""


def hijri(days):
    """By an independent calendar: that of Node."""
    done = subprocess.run(["node", "-e", UMM_AL_QURA, json.dumps(sorted(days))],
                          capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


class Demo(Comparison, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.printed = run("demo", "--once", "--invoices", "2000", "--directory", cls.folder)

    def rows(self, lang):
        definition = json.loads(
            (self.folder / "catalogue/models/sales.invoices.json").read_text(encoding="utf-8"))
        status = next(c for c in definition["columns"] if c["key"] == "status")
        words = {value["value"]: value["label"][lang] for value in status["values"]}
        connection = sqlite3.connect(self.folder / "catalogue/erp.db")
        found = connection.execute(SQL.format(lang)).fetchall()
        connection.close()
        days = hijri({row[1] for row in found})
        titles = [column["title"][lang] for column in definition["columns"]]
        titles.insert(2, HIJRI[lang].format(titles[1]))
        return titles, [(row[0], datetime.datetime.fromisoformat(row[1]), days[row[2]], *row[3:6],
                         words[row[6]], *(halalas / 100 for halalas in row[7:])) for row in found]

    def test_every_cell_of_both_workbooks_agrees_with_the_data(self):
        for lang, name in FILES.items():
            with self.subTest(lang=lang):
                titles, expected = self.rows(lang)
                self.assertGreater(len(expected), 1900)
                self.assert_report(self.folder / name, titles, expected)

    def test_a_demo_that_ends_prints_no_commands_for_its_closed_port(self):
        for part in ("Serving on http://127.0.0.1:", *FILES.values()):
            self.assertIn(part, self.printed)
        self.assertNotIn("curl", self.printed)
        self.assertNotIn("api-key", self.printed)


class Commands(unittest.TestCase):
    def test_the_printed_commands_can_be_pasted_one_after_the_other(self):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        process = subprocess.Popen([EXECUTABLE, "demo", "--invoices", "200", "--directory", folder, "--listen", "127.0.0.1:0"],
                                   stdout=subprocess.PIPE, text=True)
        try:
            lines = []
            for line in process.stdout:
                lines.append(line)
                if "Ctrl-C" in line:
                    break
            printed = "".join(lines)
            # Each command is preceded by a line that says where its capitals come from.
            submit, wait, download, models = re.findall(r"^(.*:)\n  (curl (?:.*\\\n)*.*)$", printed, re.MULTILINE)
            self.assertIn("jobId", submit[0])
            self.assertIn("JOB-ID", wait[0])
            self.assertIn("DOWNLOAD-URL", download[0])

            def paste(command):
                return subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True, check=True, timeout=60).stdout

            job = json.loads(paste(submit[1]))["data"]["jobId"]
            done = json.loads(paste(wait[1].replace("JOB-ID", job)))["data"]["job"]
            self.assertEqual(done["status"], "completed")
            paste(download[1].replace("DOWNLOAD-URL", done["downloadUrl"]))
            self.assertTrue(zipfile.is_zipfile(folder / "report.xlsx"))
            self.assertIn("sales.invoices", paste(models[1]))
        finally:
            process.terminate()
            process.stdout.close()
            self.assertEqual(process.wait(60), 0)


if __name__ == "__main__":
    unittest.main()
