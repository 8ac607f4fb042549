"""The bill of materials is valid, and names what the executable links with dpkg's versions."""

import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import unittest

TREE = pathlib.Path(__file__).resolve().parents[2]
SCHEMAS = TREE / "tests/packaging/schema"
EXECUTABLE = os.environ["GORMIC_BI_TEST_EXECUTABLE"]


def output(*words):
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


class Sbom(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bom = json.loads(output(EXECUTABLE, "sbom"))
        cls.components = cls.bom["components"]

    def errors(self, bom):
        import jsonschema
        schemas = [json.loads(path.read_text()) for path in sorted(SCHEMAS.glob("*.json"))]
        main = next(schema for schema in schemas if "bom-1.6" in schema["$id"])
        resolver = jsonschema.RefResolver(main["$id"], main, {schema["$id"]: schema for schema in schemas})
        return [error.message for error in jsonschema.Draft7Validator(main, resolver=resolver).iter_errors(bom)]

    def test_it_is_valid_cyclonedx(self):
        try:
            import jsonschema  # noqa: F401
        except ImportError:
            self.skipTest("python3-jsonschema is not installed")
        self.assertEqual(self.errors(self.bom), [])
        self.assertEqual(self.bom["specVersion"], "1.6")
        broken = json.loads(json.dumps(self.bom))
        broken["components"][0]["type"] = "no type"
        self.assertEqual(len(self.errors(broken)), 1)

    def test_each_shared_library_of_the_executable_is_named_with_its_version(self):
        if not shutil.which("dpkg-query"):
            self.skipTest("not a Debian system")
        named = {(component["name"], component.get("version")) for component in self.components}
        needed = re.findall(r"\(NEEDED\) .*\[(.*)\]", output("readelf", "-d", EXECUTABLE))
        self.assertGreater(len(needed), 1)
        paths = dict(re.findall(r"^\s*(\S+) => (\S+)", output("ldd", EXECUTABLE), re.M))
        for library in needed:
            path = os.path.realpath(paths[library])
            owner = subprocess.run(["dpkg-query", "-S", path, path.removeprefix("/usr")], capture_output=True,
                                   text=True).stdout.splitlines()[0].split(":")[0]
            source = output("dpkg-query", "-W", "-f", "${source:Package} ${source:Version}\n", owner).splitlines()[0]
            if not source.startswith(("glibc", "gcc-")):  # a machine may have newer ones than it compiles with
                self.assertIn(tuple(source.split()), named)
            self.assertIn(source.split()[0].split("-")[0], {name.split("-")[0] for name, _ in named})

    def test_each_library_of_the_build_has_a_row(self):
        listed = output(TREE / "packaging/dependencies.sh", "--list", "build").split()
        rows = {row.split()[0] for row in (TREE / "packaging/libraries.txt").read_text().splitlines()
                if not row.startswith("#")}
        self.assertEqual({name for name in listed if name.endswith("-dev")} - rows, set())

    def test_vendored_files_are_those_of_the_tree(self):
        files = {component["name"]: component["hashes"][0]["content"] for component in self.components
                 if component["type"] == "file"}
        self.assertEqual(len(files), 5)
        for name, digest in files.items():
            self.assertEqual(hashlib.sha256((TREE / name).read_bytes()).hexdigest(), digest)

    def test_each_component_has_a_license(self):
        for component in self.components:
            self.assertTrue(component["licenses"][0]["expression"], component["name"])


if __name__ == "__main__":
    unittest.main()
