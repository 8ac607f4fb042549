"""The tree is as ARCHITECTURE.md, STYLE and the CMakeLists.txt of its modules describe it."""

import os
import pathlib
import re
import shutil
import subprocess
import unittest

import modules
import owners

TREE = pathlib.Path(__file__).resolve().parents[2]
SOURCES = TREE / "src"
MODULES = {module.name: module for module in modules.read(SOURCES)}
INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)

TOP_LEVEL = {
    "CMakeLists.txt", "CMakePresets.json", "README.md", "SECURITY.md", "ARCHITECTURE.md", "CHANGELOG.md",
    "CONTRIBUTING.md", ".clang-format", ".clang-tidy", ".gitignore", ".ci",
    "src", "sql", "assets", "tests", "packaging",
}
LOCAL = {".git", "build"}

MAX_SOURCE_LINES = 400
MAX_FOLDER_FILES = 60
MAX_README_LINES = 140
MAX_PROSE_COLUMNS = 100

# Words that make a sentence be read twice.
UNWANTED = re.compile(
    r"\b(?:whoever|whatever becomes? of|anew|to the letter|of ours|is none)\b|\ba line an event\b",
    re.IGNORECASE)


def files(folders, suffixes):
    for folder in folders:
        for path in sorted((TREE / folder).rglob("*")):
            if path.suffix in suffixes and "node_modules" not in path.parts:
                yield path


def code(*folders):
    return files(folders, {".cpp", ".h"})


def documents():
    yield from sorted(TREE.glob("*.md"))
    yield from files(["assets", "tests", "packaging"], {".md"})


def module_of(path):
    return path.relative_to(SOURCES).parts[0]


def folder_of(file):
    """Of "server/net/poller.h" "net", of "server/server.h" "."."""
    parts = pathlib.PurePosixPath(file).parts
    return parts[1] if len(parts) > 2 else "."


def includes(path):
    """Pairs of (is ours, what is included)."""
    for ours, theirs in INCLUDE.findall(path.read_text(encoding="utf-8")):
        yield bool(ours), ours or theirs


def comments(path):
    """Pairs of the number of a line and the comment that is on it, as its language writes them."""
    marks = {".cpp": r"//", ".h": r"//", ".sql": r"--", ".py": r"#", ".sh": r"#", ".cmake": r"#", ".txt": r"#"}
    mark = re.compile(r"(?:^|\s)" + marks[path.suffix] + r"(.*)")
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if found := mark.search(line):
            yield number, found[1]


def fault_of_ours(path, included):
    """What is wrong with an include of a header of src/, or None."""
    if "/" not in included:
        return "is not written as module/file.h"
    if not (SOURCES / included).is_file():
        return "is no file of src/"
    module, other = module_of(path), included.split("/")[0]
    if other != module:
        return None if other in MODULES[module].depends else f"{module} does not depend on {other}"
    here, there = folder_of(path.relative_to(SOURCES)), folder_of(included)
    allowed = MODULES[module].folders.get(here, set())
    return None if here == there or there in allowed else f"{here} may not include {there}"


def fault_of_theirs(path, included):
    """What is wrong with an include of somebody else's header, or None."""
    if re.fullmatch(owners.SYSTEM, included):
        return None
    owning = [names for pattern, names in owners.OWNERS.items() if re.fullmatch(pattern, included)]
    if not owning:
        return "belongs to no module"
    return None if module_of(path) in owning[0] else f"belongs to {', '.join(sorted(owning[0]))}"


class Modules(unittest.TestCase):
    maxDiff = None

    def test_each_folder_of_src_is_a_module_and_each_module_a_folder(self):
        self.assertEqual({path.name for path in SOURCES.iterdir() if path.is_dir()}, set(MODULES))

    def test_a_module_depends_on_modules_that_are_added_before_it(self):
        known = []
        for module in MODULES.values():
            self.assertLessEqual(set(module.depends), set(known), module.name)
            known.append(module.name)

    def test_a_module_depends_on_what_it_includes_and_on_nothing_else(self):
        for module in MODULES.values():
            included = {name.split("/")[0] for path in code(f"src/{module.name}")
                        for ours, name in includes(path) if ours}
            self.assertEqual(set(module.depends), included - {module.name}, module.name)

    def test_folders_of_a_module_are_those_that_it_names(self):
        for module in MODULES.values():
            here = {path.name for path in (SOURCES / module.name).iterdir() if path.is_dir()}
            self.assertEqual(set(module.folders) - {"."}, here, module.name)

    def test_folders_do_not_include_each_other_both_ways(self):
        for module in MODULES.values():
            for name, others in module.folders.items():
                for other in others:
                    self.assertNotIn(name, module.folders.get(other, set()), module.name)

    def test_includes_follow_layers_and_folders(self):
        faults = [f"{path.relative_to(TREE)}: \"{name}\" {fault}"
                  for path in code("src") if path.name != "main.cpp"
                  for ours, name in includes(path) if ours
                  for fault in [fault_of_ours(path, name)] if fault]
        self.assertEqual(faults, [])

    def test_a_source_includes_its_own_header_first(self):
        others = []
        for path in files(["src"], {".cpp"}):
            header = path.with_suffix(".h")
            if header.exists() and next(includes(path)) != (True, str(header.relative_to(SOURCES))):
                others.append(str(path))
        self.assertEqual([], others)

    def test_headers_of_third_parties_stay_in_the_module_that_owns_them(self):
        faults = [f"{path.relative_to(TREE)}: <{name}> {fault}"
                  for path in code("src")
                  for ours, name in includes(path) if not ours
                  for fault in [fault_of_theirs(path, name)] if fault]
        self.assertEqual(faults, [])


class Files(unittest.TestCase):
    maxDiff = None

    def test_the_top_level_holds_what_the_owner_named(self):
        here = {entry for entry in os.listdir(TREE) if not self.is_ignored(entry)}
        self.assertLessEqual(here - LOCAL, TOP_LEVEL)

    def is_ignored(self, entry):
        """Whether .gitignore names the entry of the top level, alone or with slashes."""
        lines = (TREE / ".gitignore").read_text(encoding="ascii").splitlines()
        return entry in {line.strip("/") for line in lines}

    def test_files_of_src_are_short(self):
        long = {str(path.relative_to(TREE)): lines for path in code("src")
                if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MAX_SOURCE_LINES}
        self.assertEqual(long, {})

    def test_folders_of_src_are_small(self):
        counts = {}
        for path in code("src"):
            counts[path.parent] = counts.get(path.parent, 0) + 1
        large = {str(folder.relative_to(TREE)): count for folder, count in counts.items()
                 if count > MAX_FOLDER_FILES}
        self.assertEqual(large, {})

    def test_sources_are_ascii(self):
        kinds = {".cpp", ".h", ".cmake", ".sql", ".py", ".sh", ".ts"}
        faults = [f"{path.relative_to(TREE)}:{number}"
                  for path in files(["src", "sql", "tests", "packaging"], kinds)
                  for number, line in enumerate(path.read_bytes().splitlines(), 1)
                  if not line.isascii()]
        self.assertEqual(faults, [])


class Code(unittest.TestCase):
    maxDiff = None

    def test_a_switch_over_an_enum_of_the_product_has_no_default(self):
        """So that the compiler names each switch that a new enumerator touches (-Wswitch)."""
        faults = [f"{path.relative_to(TREE)}:{number}" for path in code("src")
                  for number in defaults_over_enums(path.read_text(encoding="utf-8"))]
        self.assertEqual(faults, [])

    def test_rows_of_the_products_tables_are_read_by_the_names_of_their_columns(self):
        """An index says nothing of the SQL that it counts on; 0 is that of a statement with one column."""
        by_index = re.compile(r"\.(?:text|integer|real|storage|optional_text|optional_integer)\((?:[1-9]|next)")
        faults = [f"{path.relative_to(TREE)}:{number}: {line.strip()}"
                  for path in code("src") if module_of(path) not in {"database", "source"}
                  for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
                  if by_index.search(line)]
        self.assertEqual(faults, [])

    def test_each_warning_has_a_code(self):
        """Each message that is added to a report's warnings has a row in the table of codes."""
        added = re.compile(r'\b(?:warnings?_?|report_warnings)(?:\.(?:push_back|emplace_back|insert))?\([^;]*;')
        key = re.compile(r'Message\{\s*"([a-z_.]+)"')
        coded = set(re.findall(r'WarningCode\{"([a-z_.]+)"', (SOURCES / "job/warning_code.cpp").read_text()))
        reporting = [path for path in code("src") if module_of(path) in {"app", "job", "report", "worker"}]
        sent = {found for path in reporting for statement in added.findall(path.read_text(encoding="utf-8"))
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


class Words(unittest.TestCase):
    maxDiff = None

    def test_the_readme_is_short(self):
        lines = (TREE / "README.md").read_text(encoding="utf-8").splitlines()
        self.assertLessEqual(len(lines), MAX_README_LINES)

    def test_lines_of_prose_are_short(self):
        faults = [f"{path.relative_to(TREE)}:{number}: {len(line)}"
                  for path in documents()
                  for number, line in prose(path) if len(line) > MAX_PROSE_COLUMNS]
        self.assertEqual(faults, [])

    def test_no_unwanted_word_is_in_a_comment_or_a_document(self):
        here = pathlib.Path(__file__)
        kinds = {".cpp", ".h", ".sql", ".py", ".sh", ".cmake"}
        # A migration stays as it was released.
        commented = [path for path in files(["src", "sql", "tests", "packaging"], kinds)
                     if path != here and path.parent.name != "migrations"]
        faults = [f"{path.relative_to(TREE)}:{number}: {found[0]}"
                  for path, lines in [(path, comments(path)) for path in commented]
                                     + [(path, prose(path)) for path in documents()]
                  for number, line in lines for found in [UNWANTED.search(line)] if found]
        self.assertEqual(faults, [])


def defaults_over_enums(text):
    """Numbers of the lines with a `default:` whose switch has cases of enumerators (kName), which are
    no constants of the same file."""
    constants = set(re.findall(r"\bconstexpr [\w:]+ (k\w+)", text))
    lines, open_switches, depth = text.splitlines(), [], 0
    for number, line in enumerate(lines, 1):
        line = re.sub(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])\'', "", line.split("//")[0])
        if re.search(r"\bswitch \(", line):
            open_switches.append({"depth": depth, "is_enum": False, "default": None})
        found = re.search(r"\bcase (?:\w+::)*(k[A-Z]\w*)\s*:", line)
        if open_switches and found and found[1] not in constants:
            open_switches[-1]["is_enum"] = True
        if open_switches and re.search(r"\bdefault:", line):
            open_switches[-1]["default"] = number
        depth += line.count("{") - line.count("}")
        while open_switches and depth <= open_switches[-1]["depth"] and "}" in line:
            ended = open_switches.pop()
            if ended["is_enum"] and ended["default"]:
                yield ended["default"]


def prose(path):
    """The numbered lines of a document that are no code, table, heading or link alone."""
    is_code = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.lstrip().startswith("```"):
            is_code = not is_code
        elif not (is_code or line.startswith(("    ", "|", "\t")) or re.fullmatch(r"[\s>*-]*!?\[.*\]\(.*\)\S*", line)):
            yield number, line


if __name__ == "__main__":
    unittest.main()
