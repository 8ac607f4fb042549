"""A client generated from the contract submits, polls and downloads, without changes."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import shop
from comparison import Comparison
from engine import Engine

HERE = pathlib.Path(__file__).resolve().parent
CONTRACT = HERE.parents[1] / "assets/contract/gormic-bi-openapi.json"
PACKAGES = pathlib.Path(os.environ["GORMIC_BI_TEST_INTEROP"])


def tool(*arguments):
    done = subprocess.run(arguments, cwd=PACKAGES, capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        raise AssertionError(f"{arguments}:\n{done.stdout}{done.stderr}")
    return done.stdout


class GeneratedClient(Comparison, unittest.TestCase):
    def test_a_generated_client_submits_polls_and_downloads(self):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        database = shop.create(folder / "shop.sqlite")
        report = folder / "report.xlsx"
        for name in ("client.ts", "tsconfig.json"):
            shutil.copy(HERE / name, PACKAGES)
        # The contract leaves the values of parameters and the query open.
        tool("node_modules/.bin/openapi-typescript", CONTRACT, "--empty-objects-unknown",
             "--output", "contract.ts")
        tool("node_modules/.bin/tsc", "--project", "tsconfig.json")

        engine = self.enterContext(Engine("shop", database))
        said = json.loads(tool("node", "client.js", engine.url, engine.key, engine.organization,
                               report))
        self.assertEqual(said["status"], "completed")
        self.assertEqual(said["refused"], "MISSIN_QUERY_PARAM")
        self.assertEqual(said["type"], said["outputMimeType"])
        self.assertTrue(said["outputFileName"].endswith(".xlsx"))
        where = "organization = 'ACME' AND issued_on BETWEEN '2025-02-01' AND '2025-04-30'"
        self.assert_report(report, shop.TITLES["ar"],
                           shop.expected(database, "ar", where, "CAST(total AS REAL) DESC"))


if __name__ == "__main__":
    unittest.main()
