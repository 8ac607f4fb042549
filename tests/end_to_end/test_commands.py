"""The commands: their settings by flag, file and environment, and their error messages."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import shop
import workbook
from engine import CATALOGUES, EXECUTABLE, Engine, PATIENCE


def command(*arguments, **environment):
    return subprocess.run([EXECUTABLE, *map(str, arguments)], capture_output=True, text=True,
                          timeout=PATIENCE, env={**os.environ, **environment})


class Commands(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.catalogue = self.folder / "catalogue"
        shutil.copytree(CATALOGUES / "shop", self.catalogue)
        shop.create(self.catalogue / "shop.sqlite")

    def edit(self, name, old, new):
        file = self.catalogue / "models" / name
        text = file.read_text(encoding="utf-8")
        self.assertIn(old, text)
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def faults(self):
        done = command("model", "check", self.catalogue)
        self.assertEqual(done.returncode, 1, done.stdout)
        return done.stdout

    def test_a_catalogue_without_faults_passes(self):
        done = command("model", "check", self.catalogue)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        self.assertIn("no faults", done.stdout)

    def test_a_fault_is_reported_with_file_and_place(self):
        self.edit("shop.sales.json", '"type": "money"', '"type": "mony"')
        self.assertRegex(self.faults(), r"models/shop\.sales\.json: columns\[\d+\]\.type: ")

    def test_faults_of_one_file_do_not_hide_those_of_another_files_sql(self):
        self.edit("shop.sales.json", '"type": "money"', '"type": "mony"')
        self.edit("shop.many.sql", "FROM", "FRM")
        faults = self.faults()
        self.assertIn("models/shop.sales.json: ", faults)
        self.assertIn("models/shop.many.sql: ", faults)

    def test_the_sql_is_prepared_against_its_source(self):
        self.edit("shop.sales.sql", "FROM", "FRM")
        self.assertIn("models/shop.sales.sql: ", self.faults())

    def test_sql_that_writes_is_rejected_and_select_is_suggested(self):
        (self.catalogue / "models" / "shop.sales.sql").write_text("DELETE FROM sales WHERE organization IN (:organization_uid)")
        self.assertRegex(self.faults(), r"models/shop\.sales\.sql: .*SELECT")

    def test_a_missing_folder_is_named(self):
        done = command("model", "check", self.folder / "nodir")
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"{self.folder / 'nodir'}: ", done.stdout)

    def test_columns_are_compared_with_those_of_the_sql(self):
        self.edit("shop.sales.json", '"issued_on"', '"issued"')
        self.assertRegex(self.faults(), r"models/shop\.sales\.json: columns\[\d+\]\.from: .*issued")

    def test_render_needs_no_server(self):
        out = self.folder / "sales.xlsx"
        done = command("render", "--catalogue", self.catalogue, "--model", "shop.sales", "--lang", "ar",
                       "--organization", "ACME", "--parameter", "period.from=2025-03-01",
                       "--parameter", "period.to=2025-06-30", "--parameter", "status=paid",
                       "--out", out)
        self.assertEqual(done.returncode, 0, done.stderr)
        where = ("organization = 'ACME' AND issued_on BETWEEN '2025-03-01' AND '2025-06-30' AND "
                 "status = 'paid'")
        rows = shop.expected(self.catalogue / "shop.sqlite", "ar", where)
        self.assertIn(f"{len(rows)} rows", done.stdout)
        numbers = [row[0] for row in workbook.cells(out, shop.TITLES["ar"])[:len(rows)]]
        self.assertEqual(numbers, [row[0] for row in rows])
        self.assertEqual([path.name for path in self.folder.glob("*.part")], [])

    def test_an_invalid_request_is_reported_by_its_path(self):
        done = command("render", "--catalogue", self.catalogue, "--model", "shop.sales",
                       "--organization", "ACME", "--parameter", "period.from=soon",
                       "--out", self.folder / "x.xlsx")
        self.assertEqual(done.returncode, 1)
        self.assertIn("--parameter period.from: ", done.stderr)
        self.assertFalse((self.folder / "x.xlsx").exists())

    def test_what_is_wrong_is_named_as_it_was_typed(self):
        for typed, said in [(("--parameter", "period=2025-02-31"), "--parameter period: "),
                            (("--parameter", "period=2025-13"), "--parameter period: "),
                            (("--parameter", "period.from=2025-01-01", "--parameter", "period.to=soon"), "--parameter period.to: "),
                            (("--parameter", "nothing=1"), "--parameter nothing: "),
                            (("--query", '{"filters": {"and": [{"field": "x", "op": "eq", "value": 1}]}}'), "--query.filters.and[0].field: ")]:
            done = command("render", "--catalogue", self.catalogue, "--model", "shop.sales", "--organization", "ACME", *typed,
                           "--out", self.folder / "x.xlsx")
            with self.subTest(typed=typed):
                self.assertEqual(done.returncode, 1)
                self.assertIn(said, done.stderr)
                self.assertNotIn("params", done.stderr)
                self.assertNotIn("JSON", done.stderr)
                self.assertNotIn("object", done.stderr)

    def test_a_group_by_nothing_is_told_of_columns(self):
        self.edit("shop.sales.json", '"columns"', '"layout": {"groups": [{"by": "nothing"}]}, "columns"')
        self.assertIn("layout.groups[0].by: Neither the data model nor its SQL has a column nothing to group by. Use the key of a column.",
                      self.faults())
        self.edit("shop.sales.json", '{"by": "nothing"}', '{"by": ""}')
        self.assertIn("layout.groups[0].by: Write the key of a column to group by", self.faults())

    def test_the_filters_of_the_audit_are_keys_of_the_file_and_no_variables(self):
        told = " ".join(command("--help").stdout.split())
        self.assertIn("is also a key in the command's section of the configuration file and, except the filters of `audit`", told)
        command("key", "create", "--data", self.folder / "data", "--organization", "ACME", "--label", "x")
        file = self.folder / "settings.toml"
        for organization, lines in (("ACME", 1), ("OTHER", 0)):
            file.write_text(f'[audit]\norganization = "{organization}"\nformat = "json"\n')
            done = command("--config", file, "audit", "--data", self.folder / "data")
            self.assertEqual(len(done.stdout.splitlines()), lines, done.stderr)

    def test_a_report_that_takes_longer_than_its_time_limit_ends_without_a_workbook(self):
        out = self.folder / "slow.xlsx"
        out.write_text("the one before")
        done = command("render", "--catalogue", self.catalogue, "--model", "shop.slow",
                       "--organization", "ACME", "--parameter", "steps=1000000000", "--out", out, "--time-limit", "1")
        self.assertEqual(done.returncode, 1)
        self.assertIn("--time-limit 1: ", done.stderr)
        self.assertEqual(out.read_text(), "the one before")
        self.assertEqual([path.name for path in self.folder.glob("*.part")], [])

    def test_out_must_be_a_file_or_not_exist(self):
        folder = self.folder / "folder"
        folder.mkdir()
        for out in (folder, self.folder / "none" / "x.xlsx", "/dev/null", ""):
            with self.subTest(out):
                done = command("render", "--catalogue", self.catalogue, "--model", "shop.sales",
                               "--organization", "ACME", "--out", out)
                self.assertEqual(done.returncode, 1)
                self.assertIn("--out", done.stderr)
        self.assertTrue(pathlib.Path("/dev/null").is_char_device())
        self.assertEqual([path.name for path in self.folder.rglob("*.part")], [])

    def test_a_flag_is_also_a_key_of_the_file_and_a_variable(self):
        out = self.folder / "sales.xlsx"
        file = self.folder / "settings.toml"
        file.write_text(f'[render]\ncatalogue = "{self.catalogue}"\norganization = "ACME"\n')
        done = command("render", "--config", file, "--model", "shop.sales", "--out", out,
                       GORMIC_BI_LANG="ar")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(workbook.sheet(out).sheet_view.rightToLeft)

    def test_a_configuration_file_of_any_editor_is_read(self):
        text = f'[render]\r\ncatalogue = "{self.catalogue}"\r\norganization = "ACME"\r\n'
        file, out = self.folder / "settings.toml", self.folder / "sales.xlsx"
        for encoding in ("utf-8", "utf-8-sig"):
            for ends in (text, text.replace("\r", ""), "\n" + text, "# \u062a\u0639\u0644\u064a\u0642\n" + text):
                with self.subTest(encoding=encoding, text=ends):
                    file.write_bytes(ends.encode(encoding))
                    out.unlink(missing_ok=True)
                    done = command("render", "--config", file, "--model", "shop.sales", "--out", out)
                    self.assertEqual(done.returncode, 0, done.stderr)
                    self.assertTrue(out.exists())
        for encoding in ("utf-16", "utf-16-le", "utf-32", "cp1256"):
            with self.subTest(encoding):
                file.write_bytes(("# \u062a\u0639\u0644\u064a\u0642\n" + text).encode(encoding))
                done = command("render", "--config", file, "--model", "shop.sales", "--out", out)
                self.assertEqual(done.returncode, 1)
                self.assertIn("--config: the file is not UTF-8 text", done.stderr)

    def test_an_unknown_option_is_an_error(self):
        file = self.folder / "settings.toml"
        file.write_text('[serve]\ncatalog = "x"\n')
        for done in (command("serve", "--config", file), command("serve", "--catalog", "x"),
                     command("model", "check", self.catalogue, GORMIC_BI_CATALOG="x")):
            with self.subTest(done.args):
                self.assertNotEqual(done.returncode, 0)
                self.assertRegex(done.stderr.lower(), "catalog")

    def test_an_unknown_command_is_named(self):
        for words, word in ((["serv"], "serv"), (["key", "creat", "--data", "x"], "creat"), (["serv", "--data", "x"], "serv")):
            with self.subTest(words):
                done = command(*words)
                self.assertNotEqual(done.returncode, 0)
                self.assertIn(f"no command {word};", done.stderr)
        self.assertNotIn("no command", command("serve", "x").stderr)
        self.assertIn("required", command("key").stderr)

    def test_filters_of_the_audit_have_no_environment_variables(self):
        command("key", "create", "--data", self.folder / "data", "--organization", "ACME", "--label", "x")
        done = command("audit", "--data", self.folder / "data", GORMIC_BI_KEY="gbi_x")
        self.assertEqual(done.returncode, 1)
        self.assertIn("GORMIC_BI_KEY", done.stderr)
        self.assertEqual(command("audit", GORMIC_BI_DATA=str(self.folder / "data")).returncode, 0)

    def test_each_command_has_its_help(self):
        for words in ([], ["serve"], ["demo"], ["render"], ["model"], ["model", "check"], ["key"],
                      ["key", "create"], ["key", "list"], ["key", "revoke"]):
            with self.subTest(words):
                done = command(*words, "--help")
                self.assertEqual(done.returncode, 0)
                self.assertIn("--help", done.stdout)

    def test_there_are_as_many_workers_as_cores_that_the_server_may_use(self):
        first = str(min(os.sched_getaffinity(0)))
        for prefix, options, threads in ((["taskset", "-c", first], [], 2), ([], ["--workers", "5"], 5)):
            with self.subTest(prefix=prefix):
                server = subprocess.Popen(
                    [*prefix, EXECUTABLE, "serve", "--catalogue", self.catalogue, "--data", self.folder / "data",
                     "--listen", "127.0.0.1:0", *options], stderr=subprocess.PIPE, text=True)
                log = ""
                for line in server.stderr:
                    log += line
                    if " listening " in line:
                        break
                server.terminate()
                server.communicate(timeout=PATIENCE)
                self.assertRegex(log, rf" workers .*threads={threads}\b")
                if prefix:
                    self.assertRegex(log, r" workers .*cores=1\b")

    def test_a_source_that_is_the_servers_own_database_is_rejected(self):
        data = self.folder / "data"
        command("key", "create", "--data", data, "--organization", "ACME", "--label", "x")
        for name in ("gormic-bi.db", "link.db", "gormic-bi.db.version-1", "old.db", "files/old.db"):
            with self.subTest(name):
                path = data / name
                if name == "link.db":
                    path = self.folder / name
                    path.symlink_to(data / "gormic-bi.db")
                elif not path.exists():
                    path.parent.mkdir(exist_ok=True)
                    path.write_bytes(b"")
                (self.catalogue / "sources" / "shop.json").write_text(json.dumps({"kind": "sqlite", "path": str(path)}))
                done = command("serve", "--catalogue", self.catalogue, "--data", data, "--listen", "127.0.0.1:0")
                self.assertEqual(done.returncode, 1)
                self.assertIn("the server's own database", done.stderr)


class Keys(unittest.TestCase):
    def test_a_key_is_revoked_beside_the_running_server(self):
        with tempfile.TemporaryDirectory() as folder:
            database = shop.create(pathlib.Path(folder, "shop.sqlite"))
            with Engine("shop", database) as engine:
                self.assertEqual(engine.get("/v1/bi/data-models").status, 200)
                listed = command("key", "list", "--data", engine.data).stdout
                self.assertNotIn(engine.key, listed)
                heading, line = listed.splitlines()
                self.assertEqual((heading.split("\t")[0], heading.split("\t")[-1]), ("ID", "LABEL"))
                key_id = line.split("\t")[0]
                self.assertEqual(command("key", "revoke", "--data", engine.data, key_id).returncode, 0)
                self.assertEqual(engine.get("/v1/bi/data-models").status, 401)
                self.assertIn("revoked", command("key", "list", "--data", engine.data).stdout)

    def test_a_key_has_a_name_that_a_terminal_can_show(self):
        with tempfile.TemporaryDirectory() as folder:
            for organization, label in (("", "x"), ("ACME", ""), ("ACME", " "), ("AC\x1b[31mME", "x"), ("ACME", "a\nb"),
                                        ("ACME", "a\x9bb"), ("ACME", "a" * 201), ("*", "x"), ("AC ME", "x"), ("a/b", "x"),
                                        ("a" * 201, "x")):
                with self.subTest(organization=organization, label=label):
                    done = command("key", "create", "--data", folder, "--organization", organization, "--label", label)
                    self.assertEqual((done.returncode, done.stdout), (1, ""))
                    self.assertRegex(done.stderr, "--(organization|label): ")
            done = command("key", "create", "--data", folder, "--organization", "\u0634\u0631\u0643\u0629", "--label", "\u0645\u0641\u062a\u0627\u062d 1")
            self.assertEqual(done.returncode, 0)
            self.assertIn("\t\u0645\u0641\u062a\u0627\u062d 1\n", command("key", "list", "--data", folder).stdout)

    def test_only_the_owner_can_read_the_database_even_if_its_mode_was_wider(self):
        with tempfile.TemporaryDirectory() as folder:
            key = ("key", "create", "--data", folder, "--organization", "ACME", "--label", "x")
            database = pathlib.Path(folder, "gormic-bi.db")
            self.assertEqual(command(*key).returncode, 0)
            self.assertEqual(database.stat().st_mode & 0o777, 0o600)
            database.chmod(0o644)
            self.assertEqual(command("key", "list", "--data", folder).returncode, 0)
            self.assertEqual(database.stat().st_mode & 0o777, 0o600)

    def test_an_unknown_action_is_rejected_with_a_list_of_actions(self):
        with tempfile.TemporaryDirectory() as folder:
            command("key", "create", "--data", folder, "--organization", "ACME", "--label", "x")
            done = command("audit", "--data", folder, "--action", "login.failde")
            self.assertEqual(done.returncode, 1)
            self.assertRegex(done.stderr, "--action login.failde: .*job.submitted.*login.failed")
            self.assertIn("key.created", command("audit", "--data", folder, "--action", "key").stdout)

    def test_an_origin_that_no_browser_sends_is_rejected(self):
        for origin in ("*", "erp.example", "erp.example/", "https://erp.example/", "https://", "https://ERP.example",
                       "ftp://erp.example", "https://erp.example:", "https://erp.example:x", "https://a b", "https://[::1"):
            with self.subTest(origin):
                done = command("serve", "--catalogue", "none", "--data", "none", "--cors-origin", origin)
                self.assertNotEqual(done.returncode, 0)
                self.assertIn("https://erp.example", done.stderr)
        for origin in ("https://erp.example", "http://erp.example:8080", "http://localhost:3000", "http://[::1]:3000"):
            with self.subTest(origin):
                done = command("serve", "--catalogue", "none", "--data", "none", "--cors-origin", origin)
                self.assertNotIn("origin", done.stderr)

    def test_only_one_server_can_use_a_data_directory(self):
        with tempfile.TemporaryDirectory() as folder:
            database = shop.create(pathlib.Path(folder, "shop.sqlite"))
            with Engine("shop", database) as engine:
                second = command("serve", "--catalogue", engine.catalogue, "--data", engine.data,
                                 "--listen", "127.0.0.1:0")
                self.assertEqual(second.returncode, 1)
                self.assertEqual(engine.get("/healthz").status, 200)


if __name__ == "__main__":
    unittest.main()
