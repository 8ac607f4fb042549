"""LibreOffice, started once for many files, with a profile of its own."""

import pathlib
import subprocess

# It trusts the values of a file that says it is Microsoft Excel's, unless told to calculate.
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item></oor:items>"""


def convert(files, kind, folder):
    """Each file as `kind` in `folder`, calculated anew: a path by the file's name without ending."""
    folder = pathlib.Path(folder)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user/registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    done = subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind,
         "--outdir", folder, *files], capture_output=True, text=True, timeout=400)
    ending = kind.split(":")[0]  # a filter's options follow
    made = {file.stem: folder / f"{file.stem}.{ending}" for file in files}
    for path in made.values():
        if not path.exists():
            raise AssertionError(f"LibreOffice made no {path.name}: {done.stdout}{done.stderr}")
    return made
