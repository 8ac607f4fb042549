"""A workbook as text for people and `diff`: part by part, one element per line."""

import hashlib
import os
import pathlib
import pwd
import re
import sys
import tempfile
import zipfile

import samples

FOLDER = pathlib.Path(__file__).resolve().parent / "golden"
LIBRARY = "1.1.4"  # of libxlsxwriter in Debian 12: other versions write other parts


def library():
    header = pathlib.Path("/usr/include/xlsxwriter.h").read_text(encoding="utf-8")
    return re.search(r'LXW_VERSION "([^"]+)"', header)[1]


def lines(xml):
    """One element per line, except a row of cells, which is one line."""
    rows = re.split(r"(<row .*?</row>)", xml)
    return "".join(part if part.startswith("<row ") else re.sub(r">\s*<(?!/)", ">\n<", part)
                   for part in rows).replace("</row><", "</row>\n<")


def text(workbook):
    told = []
    with zipfile.ZipFile(workbook) as package:
        for name in sorted(package.namelist()):
            content = package.read(name)
            # The same in all workbooks, or not text.
            if not name.endswith((".xml", ".rels")) or name.startswith("xl/theme/"):
                told.append(f"== {name}\n{hashlib.sha256(content).hexdigest()}\n")
                continue
            part = content.decode()
            if name == "xl/sharedStrings.xml":  # the requester
                part = re.sub(rf"\b{re.escape(pwd.getpwuid(os.geteuid()).pw_name)}\b", "USER", part)
            told.append(f"== {name}\n{lines(part)}\n")
    return "".join(told)


def update():
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for (model, lang), workbook in samples.render(folder).items():
            (FOLDER / f"{model}.{lang}.txt").write_text(text(workbook), encoding="utf-8")


if __name__ == "__main__":
    os.environ["GORMIC_BI_TEST_EXECUTABLE"] = sys.argv[1]
    update()
