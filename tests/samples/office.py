"""LibreOffice, started once for many files, with a profile of its own."""

import pathlib
import subprocess

# By default it keeps the cached values of files that name Microsoft Excel as their writer.
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item></oor:items>"""


def convert(files, kind, folder, per_sheet=False):
    """Converts each file to `kind` in `folder`, recalculated; returns paths by the files' stems. With
    `per_sheet`, each sheet has a file: STEM-SHEET.kind, and none is returned."""
    folder = pathlib.Path(folder)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user/registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    done = subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind,
         "--outdir", folder, *files], capture_output=True, text=True, timeout=400)
    ending = kind.split(":")[0]  # a filter's options follow
    if per_sheet:
        missing = [file.stem for file in files if not list(folder.glob(f"{file.stem}-*.{ending}"))]
        if missing:
            raise AssertionError(f"LibreOffice made nothing of {missing}: {done.stdout}{done.stderr}")
        return {}
    made = {file.stem: folder / f"{file.stem}.{ending}" for file in files}
    for path in made.values():
        if not path.exists():
            raise AssertionError(f"LibreOffice made no {path.name}: {done.stdout}{done.stderr}")
    return made
