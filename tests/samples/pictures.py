"""Makes the two pictures of README.md again, from the demo's data.   pictures.py PATH-OF-gormic-bi

Needs LibreOffice, pdftoppm and Pillow: packaging/dependencies.sh tests"""

import os
import pathlib
import subprocess
import sys
import tempfile

from PIL import Image

import office
import samples

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "assets/docs/pictures"
ISSUED = "1791097200"  # 2026-10-04 07:00 UTC, 10:00 in Riyadh
RESOLUTION = "100"  # dots per inch
COLORS = 256
MAX_BYTES = 150_000
# A page that is full, and shows letterhead, period, Hijri dates, total and signatures.
REQUEST = ("--organization", "wahat-group", "--parameter", "period.from=2026-07-01",
           "--parameter", "period.to=2026-09-30", "--query",
           '{"filters": {"and": [{"field": "total", "op": "gte", "value": 9000}]}, "fields": '
           '["number", "issuedOn", "branch", "customer", "status", "net", "vat", "total"]}')


def render(folder):
    """The workbook in each language, by its path."""
    samples.ISSUED = ISSUED
    samples.run("demo", "--once", "--directory", folder / "demo", "--invoices", samples.INVOICES,
                "--listen", "127.0.0.1:0")
    files = [folder / f"invoices-{lang}.xlsx" for lang in samples.LANGUAGES]
    for lang, file in zip(samples.LANGUAGES, files):
        samples.run("render", "--catalogue", folder / "demo/catalogue", "--model", "sales.invoices",
                    "--lang", lang, "--out", file, *REQUEST)
    return files


def write_picture(pdf, picture):
    """The first page, with a palette instead of 24 bits per pixel."""
    page = pdf.with_suffix("")
    subprocess.run(["pdftoppm", "-r", RESOLUTION, "-f", "1", "-l", "1", "-singlefile", "-png", pdf, page],
                   check=True)
    with Image.open(page.with_suffix(".png")) as image:
        palette = image.convert("RGB").quantize(COLORS, method=Image.Quantize.MAXCOVERAGE,
                                                dither=Image.Dither.NONE)
    palette.save(picture, optimize=True)
    if picture.stat().st_size > MAX_BYTES:
        raise AssertionError(f"{picture} has {picture.stat().st_size} bytes, more than {MAX_BYTES}")


def main():
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        pages = office.convert(render(pathlib.Path(folder)), "pdf", folder)
        for name, pdf in pages.items():
            write_picture(pdf, FOLDER / f"{name}.png")
            print(FOLDER / f"{name}.png")


if __name__ == "__main__":
    os.environ["GORMIC_BI_TEST_EXECUTABLE"] = str(pathlib.Path(sys.argv[1]).resolve())
    main()
