"""What the CMakeLists.txt of each module says of it: `gormic_module(NAME ... DEPENDS ... FOLDERS ...)`."""

import dataclasses
import re

LISTS = {"NAME", "DEPENDS", "FOLDERS", "LIBRARIES", "SOURCES"}


@dataclasses.dataclass
class Module:
    name: str
    depends: list   # modules, in the order of the layers
    folders: dict   # a sub-folder ("." is the module's own) and those that it may include
    sources: list


def read(sources):
    """All modules, in the order in which src/CMakeLists.txt adds them."""
    added = re.findall(r"^add_subdirectory\((\w+)\)$", (sources / "CMakeLists.txt").read_text(), re.MULTILINE)
    return [parse((sources / name / "CMakeLists.txt").read_text()) for name in added]


def parse(text):
    call = re.search(r"gormic_module\((.*?)\)\n", re.sub(r"#.*", "", text) + "\n", re.DOTALL)[1]
    lists, current = {name: [] for name in LISTS}, None
    for token in re.findall(r'"[^"]*"|\S+', call):
        if token in LISTS:
            current = lists[token]
        else:
            current.append(token.strip('"'))
    return Module(lists["NAME"][0], lists["DEPENDS"], reachable(lists["FOLDERS"]), lists["SOURCES"])


def reachable(chains):
    """Each chain reads `. > routes > api`: a folder may include those to its right."""
    may = {}
    for chain in chains:
        names = chain.split(" > ")
        for position, name in enumerate(names):
            may.setdefault(name, set()).update(names[position + 1:])
    return may
