"""The documents cite only files that are in the tree."""

import pathlib
import re
import unittest

TREE = pathlib.Path(__file__).resolve().parents[2]
TOP = {"assets", "packaging", "sql", "src", "tests", ".ci"}
MODULES = {path.name for path in (TREE / "src").iterdir() if path.is_dir()}
CODE = (".cpp", ".h", ".py", ".sql", ".sh", ".cmake")
# Parts of a workbook, and what a build or a user makes.
NOT_IN_THE_TREE = re.compile(r"build/|demo/|xl/|.*[A-Z]{3,}|.*[*{<]")


def documents():
    yield from sorted(TREE.glob("*.md"))
    for folder in ("assets", "tests", "packaging"):
        for path in sorted((TREE / folder).rglob("*.md")):
            if "node_modules" not in path.parts:
                yield path


def citations(text):
    """What stands between backticks and looks like a path of the tree, with the number of its line."""
    for number, line in enumerate(text.splitlines(), 1):
        for words in re.findall(r"`([^`]+)`", line):
            for word in words.split():
                word = word.strip(",:;'\"()").removeprefix("./").rstrip("./")
                is_path = "/" in word and word.split("/")[0] in TOP | MODULES
                if (is_path or word.endswith(CODE) and word not in CODE) and not NOT_IN_THE_TREE.match(word):
                    yield number, word


def is_in_the_tree(document, word):
    """From the root, from src/, from the document's folder, or a bare name anywhere in the tree."""
    if "/" in word:
        return any((root / word).exists() for root in (TREE, TREE / "src", document.parent))
    return any(next((TREE / folder).rglob(word), None) for folder in ("src", "sql", "tests", "packaging"))


class Documents(unittest.TestCase):
    maxDiff = None

    def test_cited_files_are_in_the_tree(self):
        faults = [f"{path.relative_to(TREE)}:{number}: {word}"
                  for path in documents()
                  for number, word in citations(path.read_text(encoding="utf-8"))
                  if not is_in_the_tree(path, word)]
        self.assertEqual(faults, [])

    def test_links_lead_to_files_and_headings(self):
        faults = []
        for path in documents():
            for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
                if re.match(r"https?:", target):
                    continue
                name, _, heading = target.partition("#")
                linked = path.parent / name if name else path
                if not linked.exists() or heading and heading not in anchors(linked):
                    faults.append(f"{path.relative_to(TREE)}: {target}")
        self.assertEqual(faults, [])


def anchors(path):
    """Of a document's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


if __name__ == "__main__":
    unittest.main()
