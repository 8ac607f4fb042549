"""Each error code of the API contract, over HTTP, in both languages."""

import pathlib
import tempfile
import unittest

import refusals
import shop
from engine import Engine


class Refusals(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        database = shop.create(pathlib.Path(folder, "shop.sqlite"))
        cls.engine = cls.enterClassContext(Engine("shop", database))
        cls.other_key = cls.engine.create_key("OTHER")

    def assert_refused(self, answer, status, code):
        self.assertEqual((answer.status, answer.code), (status, code), answer.body)
        error = answer.json["error"]
        self.assertTrue(error["message"])
        for detail in error["details"]:
            self.assertTrue(detail["reason"])
            self.assertIn("path", detail)

    def test_invalid_requests_get_a_400_with_the_code_of_the_contract(self):
        for code, orders in refusals.BY_CODE.items():
            for order in orders:
                with self.subTest(code=code, order=order):
                    self.assert_refused(self.engine.post(order), 400, code)

    def test_a_body_that_is_not_a_request_is_an_invalid_data_model_parameter(self):
        for body in refusals.AGAINST_THE_SCHEMA:
            with self.subTest(body=body):
                self.assert_refused(self.engine.post(body), 400, "INVALID_DATA_MODEL_PARAMETER")

    def test_reasons_are_in_the_language_of_the_body_else_of_the_header(self):
        arabic = range(0x600, 0x700)
        for lang, is_arabic in (("ar", True), ("en", False)):
            answer = self.engine.post(refusals.order(lang=lang, uid="shop.nothing"))
            message = answer.json["error"]["message"]
            self.assertEqual(any(ord(letter) in arabic for letter in message), is_arabic, message)
        answer = self.engine.post({}, {**self.engine.headers, "Accept-Language": "ar-SA,en;q=0.5"})
        self.assertTrue(any(ord(letter) in arabic for letter in answer.json["error"]["message"]))

    def test_wrong_keys_and_wrong_organizations_get_the_same_answer(self):
        good = self.engine.headers
        for headers in ({"organization-id": "ACME"}, {**good, "api-key": "nonsense"},
                        {**good, "api-key": self.engine.key[:-1]}):
            with self.subTest(headers=headers):
                self.assert_refused(self.engine.post(refusals.order(), headers), 401, "UNAUTHORIZED")
                self.assert_refused(self.engine.get("/v1/bi/jobs/x", headers), 401, "UNAUTHORIZED")
        for headers in ({"api-key": good["api-key"]}, {**good, "organization-id": "OTHER"},
                        {**good, "organization-id": "no such"}):
            with self.subTest(headers=headers):
                self.assert_refused(self.engine.post(refusals.order(), headers), 403, "NOT_ALLOWED")

    def test_other_media_types_and_too_large_bodies_or_headers_are_rejected(self):
        headers = self.engine.headers
        body = b"{\"params\": {}}"
        self.assert_refused(self.engine.post(body, {**headers, "Content-Type": "text/plain"}), 415,
                            "UNSUPPORTED_MEDIA_TYPE")
        self.assert_refused(self.engine.post(b"[" + b" " * 2**20 + b"]"), 413, "TOO_LARGE")
        self.assert_refused(self.engine.get("/healthz", {"X-Long": "x" * 20_000}), 431, "TOO_LARGE")

    def test_a_job_of_another_organization_looks_like_a_missing_one(self):
        job = self.engine.submit("shop.picked", query={})
        foreign = {"api-key": self.other_key, "organization-id": "OTHER"}
        other = self.engine.get(f"/v1/bi/jobs/{job}", foreign)
        unknown = self.engine.get(f"/v1/bi/jobs/{job[::-1]}", foreign)
        for answer in (other, unknown):
            self.assert_refused(answer, 404, "NotFound")
        self.assertEqual(other.json["error"]["message"], unknown.json["error"]["message"])

    def test_a_tampered_link_is_unknown(self):
        job = self.engine.wait(self.engine.submit("shop.picked", query={}))
        link = job["downloadUrl"].removeprefix(self.engine.url)
        self.assertEqual(self.engine.get(link, {}).status, 200)
        for changed in (link[:-1] + ("A" if link[-1] != "A" else "B"), link.partition("?")[0]):
            self.assertEqual(self.engine.get(changed, {}).status, 404, changed)


if __name__ == "__main__":
    unittest.main()
