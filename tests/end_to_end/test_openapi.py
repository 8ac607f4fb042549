"""The OpenAPI document that the server publishes contains the contract, unchanged."""

import json
import pathlib
import tempfile
import unittest

import shop
from engine import Engine

CONTRACT = pathlib.Path(__file__).resolve().parents[2] / "assets/contract/gormic-bi-openapi.json"
OPERATIONS = [("/v1/bi/jobs", "post"), ("/v1/bi/jobs/{uid}", "get")]


class OpenApi(unittest.TestCase):
    maxDiff = None

    def test_the_published_operations_are_those_of_the_contract(self):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        engine = self.enterContext(Engine("shop", shop.create(folder / "shop.sqlite")))
        served = engine.get("/openapi.json", headers={}).json
        contract = json.loads(CONTRACT.read_text(encoding="utf-8"))
        for path, method in OPERATIONS:
            self.assertEqual(served["paths"][path][method], contract["paths"][path][method])
        for name, schema in contract["components"]["schemas"].items():
            with self.subTest(schema=name):
                self.assert_holds(served["components"]["schemas"][name], schema)
        self.assertEqual(served["components"]["securitySchemes"]["api-key"],
                         contract["components"]["securitySchemes"]["api-key"])

    def assert_holds(self, served, schema):
        """Equal except for optional properties that the contract does not have."""
        properties = schema.get("properties", {})
        beyond = served.get("properties", {}).keys() - properties.keys()
        kept = {key: value for key, value in served.get("properties", {}).items()
                if key not in beyond}
        self.assertEqual({**served, "properties": kept}, {**schema, "properties": properties})


if __name__ == "__main__":
    unittest.main()
