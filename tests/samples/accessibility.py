"""The rules of Microsoft's Accessibility Checker that apply to a workbook, and what screen readers need besides.

The rules: "Rules for the Accessibility Checker", Microsoft Support,
https://support.microsoft.com/office/651e08f2-0fc3-4e10-aaca-74b4a67101c1. Contrasts: WCAG 2.2, 1.4.3 and 1.4.11.
Names of headers: NVDA, source/NVDAObjects/window/excel.py, which reads those of JAWS."""

import pathlib
import re
import xml.etree.ElementTree
import zipfile

import openpyxl
from openpyxl.utils import range_boundaries

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SHEET_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
WHITE = "FFFFFFFF"
TEXT, GRAPHIC = 4.5, 3
HEADER = re.compile(r"ColumnTitleRegion\d+\.([A-Z]+\d+)\.([A-Z]+\d+)\.(\d+)$")


def luminance(color):
    digits = color[-6:]
    parts = [int(digits[at:at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


class Check:
    def __init__(self, path):
        self.path, self.faults = pathlib.Path(path), []
        with zipfile.ZipFile(path) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.book = openpyxl.load_workbook(path)

    def tell(self, *fault):
        self.faults.append(" ".join(map(str, fault)))

    def tree(self, name):
        return xml.etree.ElementTree.fromstring(self.parts[name])

    # "All non-text content has alternative text", which names no file.
    def objects(self):
        for name in self.parts:
            if not name.startswith("xl/drawings/drawing"):
                continue
            for shape in self.tree(name).iter(SHEET_DRAWING + "cNvPr"):
                text = shape.get("descr", "")
                mark = next(shape.iter(DECORATIVE), None)
                if mark is not None and mark.get("val") == "1":
                    continue
                if not text.strip() or re.search(r"\.(png|jpe?g|gif|xlsx)\b", text, re.IGNORECASE):
                    self.tell(name, shape.get("name"), "has no alternative text:", text)

    # "Tables specify column header information": tables, and blocks of cells by a name.
    def headers(self):
        for number, sheet in enumerate(self.book.worksheets, 1):
            rows = {range_boundaries(table.ref)[1]: table for table in sheet.tables.values()}
            for table in sheet.tables.values():
                if table.headerRowCount == 0 or not all(column.name.strip() for column in table.tableColumns):
                    self.tell(sheet.title, "has a table without a header")
            for name, defined in self.local(number):
                found = HEADER.match(name)
                if not found:
                    continue
                (left, top, _, _), (right, bottom, _, _) = (range_boundaries(found[at]) for at in (1, 2))
                cell = defined.split("!")[-1].replace("$", "")
                if cell != found[1] or int(found[3]) != number or right < left or bottom <= top:
                    self.tell(sheet.title, "has a name that does not fit:", name, defined)
                if any(not str(sheet.cell(top, column).value or "").strip() for column in range(left, right + 1)):
                    self.tell(sheet.title, "has a header without a title")
                rows[top] = name
            titles = sheet.print_title_rows
            header = int(titles.replace("$", "").split(":")[-1]) if titles else None
            if header and header not in rows and self.has_numbers(sheet, header + 1):
                self.tell(sheet.title, "has a header that nothing marks")

    @staticmethod
    def has_numbers(sheet, first):
        """Whether the sheet has rows from `first` on, and not only the words that there are none."""
        return any(cell.value is not None and cell.data_type in "nf" for row in sheet.iter_rows(min_row=first)
                   for cell in row)

    def local(self, number):
        """The names of a sheet."""
        for defined in self.tree("xl/workbook.xml").iter(MAIN + "definedName"):
            if defined.get("localSheetId") == str(number - 1):
                yield defined.get("name"), defined.text

    # "Tables have a simple structure": no merged cells among the rows.
    def structure(self):
        for number, sheet in enumerate(self.book.worksheets, 1):
            areas = [range_boundaries(table.ref) for table in sheet.tables.values()]
            for name, _ in self.local(number):
                if found := HEADER.match(name):
                    areas.append(range_boundaries(f"{found[1]}:{found[2]}"))
            for merged in sheet.merged_cells.ranges:
                if any(merged.min_row <= last and merged.max_row >= first for _, first, _, last in areas):
                    self.tell(sheet.title, "has merged cells among its rows:", merged.coord)

    # "Sheet tabs have meaningful names", and no sheet is empty.
    def sheets(self):
        for sheet in self.book.worksheets:
            if re.fullmatch(r"(sheet|\u0648\u0631\u0642\u0629|chart)\s*\d*", sheet.title.strip(), re.IGNORECASE) and sheet.title != "Chart":
                self.tell(sheet.title, "is no meaningful name")
            if not any(cell.value is not None for row in sheet.iter_rows() for cell in row):
                self.tell(sheet.title, "is empty")

    # "Cells do not use red-only formatting for negative numbers".
    def negatives(self):
        for style in self.tree("xl/styles.xml").iter(MAIN + "numFmt"):
            for section in style.get("formatCode").split(";")[1:2]:
                if re.search(r"\[(red|color\d+)\]", section, re.IGNORECASE) and not re.search(r"[-(]", section):
                    self.tell("negative numbers differ in color only:", style.get("formatCode"))

    # "Sufficient contrast between text and background"; rules of the sheet included.
    def contrasts(self):
        styles = self.tree("xl/styles.xml")
        fonts = [self.color(font.find(MAIN + "color")) for font in styles.find(MAIN + "fonts")]
        fills = [self.color(fill.find(f"{MAIN}patternFill/{MAIN}fgColor")) for fill in styles.find(MAIN + "fills")]
        formats = [(fonts[int(xf.get("fontId"))], fills[int(xf.get("fillId"))])
                   for xf in styles.find(MAIN + "cellXfs")]
        plain = set()
        for font, fill in formats:
            if fill is None:
                plain.add(font)
            if contrast(font, fill or WHITE) < TEXT:
                self.tell("text of the color", font, "on", fill or WHITE)
        for rule in styles.find(MAIN + "dxfs"):
            fill = self.color(rule.find(f"{MAIN}fill/{MAIN}patternFill/{MAIN}bgColor"))
            font = self.color(rule.find(f"{MAIN}font/{MAIN}color"))
            for text in [font] if font else plain:
                if contrast(text, fill or WHITE) < TEXT:
                    self.tell("a rule's text of the color", text, "on", fill or WHITE)
            # No meaning by color alone: what has a color of its own is bold or has an outline, too.
            if font and rule.find(f"{MAIN}font/{MAIN}b") is None and rule.find(MAIN + "border") is None:
                self.tell("a rule changes colors only")

    @staticmethod
    def color(element):
        return None if element is None else element.get("rgb")

    def charts(self):
        for name in self.parts:
            if not name.startswith("xl/charts/chart"):
                continue
            chart = self.tree(name)
            for shape in [*chart.iter(CHART + "ser"), *chart.iter(CHART + "dPt")]:
                for fill in shape.findall(f"{CHART}spPr/{DRAWING}solidFill/{DRAWING}srgbClr"):
                    if contrast(fill.get("val"), WHITE) < GRAPHIC:
                        self.tell(name, "draws", fill.get("val"), "on white")
            for color in chart.iter(DRAWING + "defRPr"):
                for fill in color.iter(DRAWING + "srgbClr"):
                    if contrast(fill.get("val"), WHITE) < TEXT:
                        self.tell(name, "has text of the color", fill.get("val"))
            if chart.find(f".//{CHART}title//{DRAWING}t") is None:
                self.tell(name, "has no title")
            lang = chart.find(CHART + "lang").get("val")[:2]
            if any(run.get("lang", lang)[:2] != lang for run in chart.iter(DRAWING + "rPr")):
                self.tell(name, "has text of two languages")

    # "Hyperlink text is meaningful".
    def links(self):
        for sheet in self.book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    text = str(cell.value or "").strip().lower()
                    if cell.hyperlink and (not text or text in ("here", "click here", "link", "\u0647\u0646\u0627", "\u0627\u0636\u063A\u0637 \u0647\u0646\u0627")):
                        self.tell(sheet.title, cell.coordinate, "has no meaningful link text")

    # A document has a title and a language.
    def document(self):
        core = self.parts["docProps/core.xml"].decode("utf-8")
        if not re.search(r"<dc:title>[^<]*\S[^<]*</dc:title>", core):
            self.tell("the document has no title")
        if not re.search(r"<dc:language>(ar|en)</dc:language>", core):
            self.tell("the document has no language")

    def all(self):
        for rule in (self.objects, self.headers, self.structure, self.sheets, self.negatives, self.contrasts,
                     self.charts, self.links, self.document):
            rule()
        return self.faults


def faults(path):
    return Check(path).all()
