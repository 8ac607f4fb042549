"""The tarball of GORMIC_BI_TEST_TARBALL needs nothing but glibc: in a folder with no more than that
it renders the golden workbooks in both languages, serves TLS and passes the end-to-end tests. Needs
root. Words after the command are the end-to-end tests to run (jobs, tls ...); "all" is all of them."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

TREE = pathlib.Path(__file__).resolve().parents[2]
TARBALL = os.environ.get("GORMIC_BI_TEST_TARBALL", "")
LIBRARIES = {"libc.so.6", "libm.so.6", "ld-linux-x86-64.so.2"}
MOST_GLIBC = (2, 34)  # of RHEL 9 and Ubuntu 22.04
END_TO_END = ["calendars", "reports", "values", "tls", "jobs", "metrics", "upgrades"]
# These look for a file that the server has open, whose path is another one outside its folder, need
# ODBC, which the folder has not, a browser in it, or a server of another user, who cannot enter it.
LEFT_OUT = {"administration", "secrets", "sign_in", "sqlite_sources"}

# Runs the tarball's executable in its folder, which sees /tmp, the tree (for tests' catalogues) and
# what a kernel shows, at their own places.
WRAPPER = """#!/bin/sh
exec unshare --mount sh -c '
  root=$0
  for seen in /tmp /proc /dev {tree}; do mount --rbind "$seen" "$root$seen"; done
  exec unshare --root="$root" --wd="$PWD" /opt/gormic-bi/bin/gormic-bi "$@"' {root} "$@"
"""


def output(*words):
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


class Tarball(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        work = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(dir="/var/tmp")))
        subprocess.run(["tar", "-xzf", TARBALL, "-C", work], check=True)
        cls.content = next(work.glob("gormic-bi-*"))
        cls.executable = cls.content / "bin/gormic-bi"
        cls.root = work / "root"
        for path in re.findall(r"(?:=> |^\s*)(/\S+)", output("ldd", cls.executable), re.M):
            place = cls.root / path.lstrip("/")
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(os.path.realpath(path), place)
        for seen in ("tmp", "proc", "dev", "etc", str(TREE).lstrip("/")):
            (cls.root / seen).mkdir(parents=True, exist_ok=True)
        (cls.root / "etc/hosts").write_text("127.0.0.1 localhost\n::1 localhost\n")
        for users in ("passwd", "group"):  # a workbook names who made it
            shutil.copy(f"/etc/{users}", cls.root / "etc" / users)
        shutil.copytree(cls.content, cls.root / "opt/gormic-bi", symlinks=True)
        cls.wrapper = work / "gormic-bi"
        cls.wrapper.write_text(WRAPPER.format(root=cls.root, tree=TREE))
        cls.wrapper.chmod(0o755)

    def passes(self, script):
        done = subprocess.run(["/usr/bin/python3", "-B", TREE / "tests" / script], capture_output=True, text=True,
                              env={**os.environ, "GORMIC_BI_TEST_EXECUTABLE": str(self.wrapper),
                                   "PYTHONPATH": str(TREE / "tests/end_to_end"),
                                   "PYTHONTZPATH": str(self.content / "share/zoneinfo")})  # newer than this machine's
        if done.returncode == 77:
            self.skipTest(done.stdout)
        self.assertEqual(done.returncode, 0, done.stdout[-3000:] + done.stderr[-6000:])
        self.assertRegex(done.stderr, r"(?m)^OK")

    def test_it_links_libc_libm_and_the_loader(self):
        needed = set(re.findall(r"\(NEEDED\) .*\[(.*)\]", output("readelf", "-d", self.executable)))
        self.assertLessEqual(needed, LIBRARIES)
        self.assertIn("libc.so.6", needed)

    def test_its_readme_names_the_glibc_that_it_needs(self):
        found = {tuple(map(int, version.split(".")))
                 for version in re.findall(r"GLIBC_([\d.]+)", output("objdump", "-T", self.executable))}
        self.assertLessEqual(max(found)[:2], MOST_GLIBC)
        named = re.search(r"glibc ([\d.]+) or newer", (self.content / "README.md").read_text())[1]
        self.assertEqual(tuple(map(int, named.split("."))), max(found))

    def test_its_bill_of_materials_has_no_shared_library_but_glibc(self):
        import json
        bom = json.loads(output(self.wrapper, "sbom"))
        self.assertEqual(bom, json.loads((self.content / "sbom.cdx.json").read_text()))
        shared = [component["name"] for component in bom["components"]
                  for one in component.get("properties", []) if one == {"name": "gormic-bi:linkage", "value": "shared"}]
        self.assertEqual(shared, ["glibc"])

    def test_the_folder_has_nothing_but_glibc(self):
        libraries = {path.name for path in self.root.rglob("*") if re.search(r"\.so(\.\d+)*$", path.name)}
        self.assertEqual(libraries, LIBRARIES)
        self.assertFalse((self.root / "usr/share/zoneinfo").exists())

    def test_it_renders_the_golden_workbooks_in_both_languages(self):
        self.passes("samples/test_golden.py")

    def test_it_passes_end_to_end_tests(self):
        for name in END_TO_END:
            with self.subTest(name):
                self.passes(f"end_to_end/test_{name}.py")


if __name__ == "__main__":
    if os.geteuid() != 0 or not TARBALL:
        print("skipped: the tarball is not tried (not root, or GORMIC_BI_TEST_TARBALL names none)")
        sys.exit(77)
    chosen, sys.argv = sys.argv[1:], sys.argv[:1]
    if chosen:
        folder = TREE / "tests/end_to_end"
        all_names = {path.stem[5:] for path in folder.glob("test_*.py")} - LEFT_OUT
        END_TO_END = sorted(all_names) if chosen == ["all"] else chosen
    unittest.main()
