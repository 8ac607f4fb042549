"""Widths of texts by HarfBuzz, in digits of Arial: Liberation Sans, which has Arial's widths, and an Arabic typeface for
what it lacks, as LibreOffice draws them."""

import pathlib

from PIL import ImageFont, features

FOLDER = pathlib.Path("/usr/share/fonts/truetype")
LATIN = "liberation/LiberationSans"
# The first is the one that LibreOffice takes here, and the widest.
ARABIC = {"DejaVu Sans": "dejavu/DejaVuSans", "Noto Naskh Arabic": "noto/NotoNaskhArabic",
          "Noto Sans Arabic": "noto/NotoSansArabic"}
SIZE = 2048
if not features.check("raqm"):
    raise AssertionError("Pillow has no raqm: packaging/dependencies.sh tests")


def load(name, is_bold):
    endings = ["-Bold.ttf"] if is_bold else ["-Regular.ttf", ".ttf"]
    path = next(FOLDER / f"{name}{ending}" for ending in endings if (FOLDER / f"{name}{ending}").exists())
    return ImageFont.truetype(str(path), SIZE, layout_engine=ImageFont.Layout.RAQM)


FONTS = {(name, is_bold): load(name, is_bold) for name in (LATIN, *ARABIC.values()) for is_bold in (False, True)}
DIGIT = FONTS[LATIN, False].getlength("0")


def is_arabic(character):
    return "\u0600" <= character <= "\u077f" or "\ufb50" <= character <= "\ufefe" or character in "\u200c\u200d"


def runs(text):
    """The text in pieces of one font."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or is_arabic(text[end]) != is_arabic(text[start]):
            yield text[start:end]
            start = end


def width(text, is_bold=False, arabic="DejaVu Sans"):
    return sum(FONTS[ARABIC[arabic] if is_arabic(run[0]) else LATIN, is_bold].getlength(run)
               for run in runs(text)) / DIGIT
