"""The tree holds to what ARCHITECTURE.md says of it."""

import os
import pathlib
import re
import shutil
import subprocess
import unittest

import layers

TREE = pathlib.Path(__file__).resolve().parents[2]
SOURCES = TREE / "src"
INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)

TOP_LEVEL = {
    "CMakeLists.txt", "CMakePresets.json", "README.md", "SECURITY.md", "ARCHITECTURE.md", "CHANGELOG.md",
    "CONTRIBUTING.md",
    ".clang-format", ".clang-tidy", ".gitignore", ".ci",
    "src", "sql", "assets", "tests", "packaging",
}
LOCAL = {".git", "build"}


def files(folders, suffixes):
    for folder in folders:
        for path in sorted((TREE / folder).rglob("*")):
            if path.suffix in suffixes and "node_modules" not in path.parts:
                yield path


def code(*folders):
    return files(folders, {".cpp", ".h"})


def module_of(path):
    return path.relative_to(SOURCES).parts[0]


def includes(path):
    """Pairs of (is ours, what is included)."""
    for ours, theirs in INCLUDE.findall(path.read_text(encoding="utf-8")):
        yield bool(ours), ours or theirs


def fault_of_ours(module, included):
    if "/" not in included:
        return "is not written as module/file.h"
    if not (SOURCES / included).is_file():
        return "is no file of src/"
    other = included.split("/")[0]
    if other == module:
        return None
    layer = {name: number for number, names in enumerate(layers.LAYERS) for name in names}
    return None if layer[other] < layer[module] else "is not on a lower layer"


def fault_of_theirs(module, included):
    if re.fullmatch(layers.SYSTEM, included):
        return None
    owners = [names for pattern, names in layers.OWNERS.items() if re.fullmatch(pattern, included)]
    if not owners:
        return "belongs to no module"
    return None if module in owners[0] else f"belongs to {', '.join(sorted(owners[0]))}"


class Architecture(unittest.TestCase):
    maxDiff = None

    def test_modules_are_those_of_the_table(self):
        known = set().union(*layers.LAYERS)
        here = {module_of(path) for path in code("src")}
        self.assertLessEqual(here, known)
        self.assertTrue(here, "src/ holds no code")

    def test_modules_include_only_modules_of_lower_layers(self):
        faults = [f"{path.relative_to(TREE)}: \"{name}\" {fault}"
                  for path in code("src")
                  for ours, name in includes(path) if ours
                  for fault in [fault_of_ours(module_of(path), name)] if fault]
        self.assertEqual(faults, [])

    def test_headers_of_third_parties_stay_in_the_module_that_owns_them(self):
        faults = [f"{path.relative_to(TREE)}: <{name}> {fault}"
                  for path in code("src")
                  for ours, name in includes(path) if not ours
                  for fault in [fault_of_theirs(module_of(path), name)] if fault]
        self.assertEqual(faults, [])

    def test_the_top_level_holds_what_it_may(self):
        here = {entry for entry in os.listdir(TREE) if not self.is_ignored(entry)}
        self.assertLessEqual(here - LOCAL, TOP_LEVEL)

    def is_ignored(self, entry):
        """Whether .gitignore names the entry of the top level, alone or with slashes."""
        lines = (TREE / ".gitignore").read_text(encoding="ascii").splitlines()
        return entry in {line.strip("/") for line in lines}

    def test_sources_are_ascii(self):
        kinds = {".cpp", ".h", ".cmake", ".sql", ".py", ".sh", ".ts"}
        faults = [f"{path.relative_to(TREE)}:{number}"
                  for path in files(["src", "sql", "tests", "packaging"], kinds)
                  for number, line in enumerate(path.read_bytes().splitlines(), 1)
                  if not line.isascii()]
        self.assertEqual(faults, [])

    def test_rows_of_our_own_tables_are_read_by_the_names_of_their_columns(self):
        """An index says nothing of the SQL that it counts on; 0 is that of a statement with one column."""
        by_index = re.compile(r"\.(?:text|integer|real|storage|optional_text|optional_integer)\((?:[1-9]|next)")
        faults = [f"{path.relative_to(TREE)}:{number}: {line.strip()}"
                  for path in code("src") if module_of(path) not in {"database", "source"}
                  for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
                  if by_index.search(line)]
        self.assertEqual(faults, [])

    def test_each_warning_has_a_code_of_its_own(self):
        """What is added to the warnings of a report, anywhere, has a row in the table of codes."""
        added = re.compile(r'\b(?:remarks?_?|report_warnings)(?:\.(?:push_back|emplace_back|insert))?\([^;]*;')
        key = re.compile(r'Message\{\s*"([a-z_.]+)"')
        coded = set(re.findall(r'WarningCode\{"([a-z_.]+)"', (SOURCES / "job/warning_code.cpp").read_text()))
        sent = {found for path in code("src") if module_of(path) in {"app", "job", "report", "worker"} for statement in added.findall(path.read_text(encoding="utf-8"))
                for found in key.findall(statement)}
        self.assertGreater(len(sent), 15)
        self.assertEqual(sorted(sent - coded), [])

    def test_code_is_formatted(self):
        clang_format = shutil.which("clang-format-14") or shutil.which("clang-format")
        if not clang_format:
            self.skipTest("clang-format is not installed")
        version = subprocess.run([clang_format, "--version"], capture_output=True, text=True, check=True)
        if " version 14." not in version.stdout:
            self.skipTest(f"its versions differ in taste; the tree follows 14, here is {version.stdout}")
        checked = subprocess.run([clang_format, "--dry-run", "-Werror", *code("src", "tests")],
                                 capture_output=True, text=True)
        self.assertEqual(checked.returncode, 0, checked.stderr)


if __name__ == "__main__":
    unittest.main()
