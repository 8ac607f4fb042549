"""The OpenAPI document that the server publishes contains the contract, unchanged, and what the server answers.

`Engine.request` of every end-to-end test checks that the status is declared; see `openapi.py`."""

import json
import pathlib
import tempfile
import unittest

import openapi
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
            operation, published = served["paths"][path][method], contract["paths"][path][method]
            known = len(published["parameters"])
            self.assertEqual({**operation, "responses": {}, "parameters": operation["parameters"][:known]},
                             {**published, "responses": {}})
            self.assertFalse([one for one in operation["parameters"][known:] if one.get("required")])
            for status, answer in published["responses"].items():
                self.assertEqual({**operation["responses"][status], **answer}, operation["responses"][status])
        for name, schema in contract["components"]["schemas"].items():
            with self.subTest(schema=name):
                self.assert_holds(served["components"]["schemas"][name], schema)
        self.assertEqual(served["components"]["securitySchemes"]["api-key"],
                         contract["components"]["securitySchemes"]["api-key"])

    def test_every_operation_declares_its_refusals_and_how_to_ask_for_them(self):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        engine = self.enterContext(Engine("shop", shop.create(folder / "shop.sqlite")))
        served = engine.get("/openapi.json", headers={}).json
        for path, method, operation in openapi.operations(served):
            with self.subTest(path, method=method):
                declared = operation["responses"]
                self.assertLessEqual({"400", "429", "500", "503"}, declared.keys())
                for status in {"429", "503"} & (declared.keys() if path != "/readyz" else set()):
                    self.assertIn("Retry-After", declared[status]["headers"])
                if "requestBody" in operation:
                    self.assertLessEqual({"413", "415"}, declared.keys())
                if operation.get("security") != []:
                    self.assertLessEqual({"401", "403"}, declared.keys())
        names = {path: [one["name"] for one in served["paths"][path][method]["parameters"]] for path, method in OPERATIONS}
        self.assertIn("Idempotency-Key", names["/v1/bi/jobs"])
        self.assertIn("wait", names["/v1/bi/jobs/{uid}"])

    def test_a_status_that_is_not_declared_is_noticed(self):
        self.assertRaises(AssertionError, openapi.require_declared, "GET", "/v1/bi/jobs?x=1", 418)
        self.assertRaises(AssertionError, openapi.require_declared, "POST", "/v1/bi/jobs/cancel", 404)
        openapi.require_declared("POST", "/v1/bi/jobs/cancel", 409)
        openapi.require_declared("GET", "/v1/bi/nothing", 404)

    def test_the_address_alone_leads_to_the_console(self):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        database = shop.create(folder / "shop.sqlite")
        for options, path, wanted in (((), "/", "/console"), (("--console", "false"), "/", "/docs"),
                                      (("--base-url", "https://bi.example/reports"), "/", "/reports/console"),
                                      (("--base-url", "https://bi.example/reports"), "/reports", "/reports/console"),
                                      (("--base-url", "https://bi.example/reports"), "/reports/", "/reports/console")):
            with self.subTest(path=path, options=options), Engine("shop", database, options=options) as engine:
                answer = engine.get(path, headers={})
                self.assertEqual((answer.status, answer.headers["Location"]), (302, wanted))
                self.assertEqual(engine.get(wanted, headers={}).status, 200)

    def assert_holds(self, served, schema):
        """Equal except for optional properties that the contract does not have."""
        properties = schema.get("properties", {})
        beyond = served.get("properties", {}).keys() - properties.keys()
        kept = {key: value for key, value in served.get("properties", {}).items()
                if key not in beyond}
        self.assertEqual({**served, "properties": kept}, {**schema, "properties": properties})


if __name__ == "__main__":
    unittest.main()
