"""config check and config show: what they find in files, variables and flags, and where."""

import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import tomllib
import unittest

import shop
from certificate import certificate, expired_certificate
from engine import CATALOGUES, EXECUTABLE, PATIENCE


def command(*arguments, **environment):
    return subprocess.run([EXECUTABLE, *map(str, arguments)], capture_output=True, text=True,
                          timeout=PATIENCE, env={**os.environ, **environment})


class Configuration(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        shutil.copytree(CATALOGUES / "shop", self.folder / "catalogue")
        shop.create(self.folder / "catalogue" / "shop.sqlite")
        self.main = self.write("main.toml", "[serve]", f'catalogue = "{self.folder / "catalogue"}"',
                               f'data = "{self.folder / "data"}"')

    def write(self, name, *lines):
        file = self.folder / name
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return file

    def check(self, *words, files=None, **environment):
        """The exit code, and the findings by subject."""
        options = [word for file in files or [self.main] for word in ("--config", file)]
        done = command(*options, "config", "check", "--json", *words, **environment)
        answer = json.loads(done.stdout)
        self.assertEqual(answer["ok"], done.returncode == 0)
        return done.returncode, {finding["subject"]: finding for finding in answer["findings"]}

    def fault(self, subject, *words, level="error", **options):
        code, findings = self.check(*words, **options)
        self.assertEqual(code, 1 if level == "error" else 0, findings)
        self.assertIn(subject, findings)
        self.assertEqual(findings[subject]["level"], level)
        return findings[subject]["message"]

    def test_good_settings_pass_and_nothing_is_created(self):
        code, findings = self.check()
        self.assertEqual(code, 0, findings)
        self.assertEqual({finding["level"] for finding in findings.values()}, {"ok"})
        self.assertEqual(findings["source shop"]["message"], "Answers.")
        self.assertFalse((self.folder / "data").exists())

    def test_an_unknown_key_is_reported_with_its_line_and_the_nearest_known_one(self):
        other = self.write("other.toml", "# a comment", "", "[serve]", "cors-origin = [", '  "https://a.example",',
                           '  "https://b.example"]', 'listn = "127.0.0.1:9"', "", "[key.create]", "dayz = 3",
                           "[serv]", "x = 1", "[nothing.like.it]", "why = 2")
        code, findings = self.check(files=[self.main, other])
        self.assertEqual(code, 1)
        self.assertIn("Did you mean listen?", findings[f"{other}:7"]["message"])
        self.assertIn("Did you mean days?", findings[f"{other}:10"]["message"])
        self.assertIn("Did you mean serve?", findings[f"{other}:12"]["message"])
        self.assertNotIn("Did you mean", findings[f"{other}:14"]["message"])

    def test_serve_refuses_what_the_check_calls_an_error(self):
        for line in ('listn = "127.0.0.1:0"', 'workers = "many"', 'listen = "0.0.0.0:0"', 'tls-key = "/none"',
                     f'data = "{self.main}"'):
            with self.subTest(line):
                other = self.write("other.toml", "[serve]", line)
                code, findings = self.check(files=[self.main, other])
                self.assertEqual(code, 1)
                served = command("--config", self.main, "--config", other, "serve")
                self.assertNotEqual(served.returncode, 0)

    def test_keys_above_the_sections_and_keys_that_are_set_twice_are_found(self):
        other = self.write("other.toml", 'listen = "127.0.0.1:9"', "[serve]", "workers = 1", "console = true",
                           "workers = 2")
        code, findings = self.check(files=[self.main, other])
        self.assertIn("below [serve]", findings[f"{other}:1"]["message"])
        self.assertIn("line 3", findings[f"{other}:5"]["message"])
        self.assertEqual(code, 1)

    def test_a_bad_value_is_reported_even_where_another_overrides_it(self):
        other = self.write("other.toml", "[serve]", "workers = 9999")
        last = self.write("last.toml", "[serve]", "workers = 2")
        message = self.fault(f"{other}:2", files=[self.main, other, last])
        self.assertIn("9999", message)
        self.assertIn("workers", self.fault("GORMIC_BI_WORKERS", GORMIC_BI_WORKERS="many"))
        self.assertIn("workers", self.fault("--workers", "--", "--workers", "many"))

    def test_an_unknown_variable_is_reported_with_the_nearest_one(self):
        self.assertIn("GORMIC_BI_LISTEN", self.fault("GORMIC_BI_LISTENN", GORMIC_BI_LISTENN="x"))

    def test_a_required_setting_that_is_missing_is_named(self):
        code, findings = self.check(files=[self.write("empty.toml", "[serve]")])
        self.assertEqual(code, 1)
        self.assertIn("not set", findings["[serve]"]["message"])

    def test_what_a_file_that_cannot_be_read_may_set_is_not_called_missing(self):
        large = self.write("large.toml", "[serve]", "#" * (1 << 20))
        code, findings = self.check(files=[large])
        self.assertEqual((code, findings[str(large)]["level"]), (1, "error"))
        self.assertNotIn("[serve]", findings)

    def test_the_certificate_is_read_and_its_end_is_named(self):
        for pair, level, word in ((certificate(self.folder, "long", "400"), "ok", "Valid until"),
                                  (expired_certificate(self.folder, "past"), "error", "expired"),
                                  (certificate(self.folder, "short", "10"), "warning", "expires")):
            with self.subTest(level):
                tls = self.write("tls.toml", "[serve]", f'tls-certificate = "{pair[0]}"', f'tls-key = "{pair[1]}"')
                os.chmod(pair[1], 0o600)
                code, findings = self.check(files=[self.main, tls])
                found = findings[f"tls-certificate ({tls}:2)"]
                self.assertEqual((found["level"], code), (level, int(level == "error")))
                self.assertIn(word, found["message"])
                end = subprocess.run(["openssl", "x509", "-in", pair[0], "-noout", "-enddate", "-dateopt", "iso_8601"],
                                     capture_output=True, text=True, check=True).stdout.strip()
                self.assertIn(end.split("=")[1][:10], found["message"])
        os.chmod(pair[1], 0o644)
        self.assertIn(str(pair[1]), self.fault(f"tls-key ({tls}:3)", files=[self.main, tls], level="warning"))

    def test_files_that_every_user_may_write_are_reported(self):
        os.chmod(self.main, 0o666)
        self.assertIn("0640", self.fault(str(self.main)))

    def test_a_source_that_is_gone_and_a_data_model_with_a_fault_are_warnings(self):
        (self.folder / "catalogue" / "shop.sqlite").unlink()
        self.fault("source shop", level="warning")
        self.assertEqual(self.check("--strict")[0], 1)
        self.assertNotIn("source shop", self.check("--sources", "false")[1])
        model = next((self.folder / "catalogue" / "models").glob("*.json"))
        model.write_text("{")
        code, findings = self.check("--sources", "false")
        self.assertEqual((code, findings[f"models/{model.name}"]["level"]), (0, "warning"))
        (self.folder / "catalogue" / "organizations.json").write_text("{")
        self.assertEqual(self.check("--sources", "false")[0], 1)

    def test_arabic_findings_are_arabic(self):
        self.assertRegex(self.check("--lang", "ar")[1]["data (%s:3)" % self.main]["message"], "[\u0621-\u064a]")

    def show(self, *words, files=None, **environment):
        options = [word for file in files or [self.main] for word in ("--config", file)]
        return command(*options, "config", "show", *words, **environment)

    def test_show_names_the_origin_of_each_setting(self):
        other = self.write("other.toml", "[serve]", "workers = 3", 'app-name = "acme"')
        done = self.show("--json", "--", "--app-name=flag", files=[self.main, other], GORMIC_BI_WORKERS="5",
                         GORMIC_BI_SERVICE_NAME="reports")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        shown = {setting.pop("key"): setting for setting in json.loads(done.stdout)["serve"]}
        self.assertEqual(shown["data"], {"value": str(self.folder / "data"), "origin": "file",
                                         "name": str(self.main), "line": 3})
        self.assertEqual(shown["workers"], {"value": "3", "origin": "file", "name": str(other), "line": 2})
        self.assertEqual(shown["app-name"], {"value": "flag", "origin": "flag", "name": "--app-name"})
        self.assertEqual(shown["service-name"],
                         {"value": "reports", "origin": "variable", "name": "GORMIC_BI_SERVICE_NAME"})
        self.assertEqual(shown["listen"], {"value": "127.0.0.1:8080", "origin": "default"})

    def test_what_show_prints_is_a_configuration_file_with_the_same_settings(self):
        origins = 'cors-origin = ["https://a.example", "https://b.example"]'
        other = self.write("other.toml", "[serve]", origins, "", "[key.create]", "days = 7")
        done = self.show(files=[self.main, other])
        self.assertIn(f"# {other}:2", done.stdout)
        values = tomllib.loads(done.stdout)
        self.assertEqual(values["serve"]["cors-origin"], ["https://a.example", "https://b.example"])
        self.assertEqual(values["key"]["create"]["days"], 7)
        again = self.show("--json", files=[self.write("again.toml", done.stdout)])
        def plain(text):
            return {setting["key"]: setting.get("value") for setting in json.loads(text)["serve"]}
        self.assertEqual(plain(again.stdout), plain(self.show("--json", files=[self.main, other]).stdout))

    def test_show_prints_the_rest_when_a_key_is_unknown(self):
        other = self.write("other.toml", "[serve]", "x = 1", "workers = 3")
        done = self.show(files=[self.main, other])
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"{other}:2", done.stderr)
        self.assertIn("workers = 3", done.stdout)

    def test_of_two_files_the_later_one_counts_and_the_variable_names_one_too(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        first = self.write("first.toml", "[serve]", 'listen = "bad"')
        last = self.write("last.toml", "[serve]", f'listen = "127.0.0.1:{port}"', "plain-http = true")
        words = ["--config", str(self.main), "--config", str(first), "--config", str(last), "serve"]
        server = subprocess.Popen([EXECUTABLE, *words], stderr=subprocess.PIPE, text=True)
        self.addCleanup(server.stderr.close)
        self.addCleanup(server.wait)
        self.addCleanup(server.kill)
        for line in server.stderr:
            if f"url=http://127.0.0.1:{port}" in line or f'url="http://127.0.0.1:{port}"' in line:
                break
        else:
            self.fail("it does not listen there")
        self.assertIn("bad", command("serve", GORMIC_BI_CONFIG=str(first), GORMIC_BI_CATALOGUE=str(self.folder / "catalogue"),
                                     GORMIC_BI_DATA=str(self.folder / "other")).stderr)
        self.assertNotEqual(command("serve", GORMIC_BI_CONFIG="/none").returncode, 0)


if __name__ == "__main__":
    unittest.main()
