"""What Excel, which says nothing but "we found a problem with some content", needs of a workbook:
references that lead somewhere, counts and orders that are right. Numbers are sections of ECMA-376."""

import posixpath
import re
import xml.etree.ElementTree
import zipfile

import openpyxl

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
SHEET_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
SHEET_NAME = re.compile(r"""'((?:[^']|'')+)'!|"[^"]*"|([^\W\d][\w.]*)!""")  # or a string
# What programs assume differently where a chart does not say it: the schema's default is true, or a
# mark, which was not that of Excel 2007. Parent, the child that must be there.
SAID = [*(("dLbls", f"show{its}") for its in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")),
        ("chart", "autoTitleDeleted"), ("chart", "plotVisOnly"), ("chartSpace", "roundedCorners"),
        ("barChart", "varyColors"), ("lineChart", "varyColors"), ("pieChart", "varyColors"),
        *((axis, its) for axis in ("catAx", "valAx") for its in ("delete", "majorTickMark", "minorTickMark"))]
MAX_ROW, MAX_COLUMN = 1048576, 16384
MAX_BREAKS = 1023


def split(name):
    """The row and the column of "B3", from 1."""
    letters, row = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d+)", name).groups()
    return int(row), openpyxl.utils.column_index_from_string(letters)


def corners(area):
    first, _, last = area.partition(":")
    return (*split(first), *split(last or first))


def overlap(one, other):
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def duplicates(values):
    values = list(values)
    return sorted({str(its) for its in values if values.count(its) > 1})


def unescaped(text):
    """22.9.2.19"""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda its: chr(int(its[1], 16)), text)


def sheet_names(formula):
    return {quoted.replace("''", "'") or plain for quoted, plain in SHEET_NAME.findall(formula) if quoted or plain}


class Workbook:
    """Reads a workbook; `faults` has a line for each rule that it breaks."""

    def __init__(self, path):
        self.faults = []
        with zipfile.ZipFile(path) as package:
            self.names = package.namelist()
            self.parts = {name: xml.etree.ElementTree.fromstring(package.read(name)) for name in self.names
                          if name.endswith((".xml", ".rels"))}
        self.check_package()
        if self.faults:  # the rest needs the parts
            return
        self.check_styles()
        self.check_workbook()
        shared = self.parts.get("xl/sharedStrings.xml")
        self.strings = [] if shared is None else [self.text(its) for its in shared.iter(f"{MAIN}si")]
        self.tables = []
        for name, part in self.sheets.items():
            self.check_sheet(name, part)
        self.check_tables()
        for name, part in self.parts.items():
            if name.startswith("xl/drawings/drawing"):
                self.check_drawing(name, part)
            if name.startswith("xl/charts/chart"):
                self.check_chart(name, part)

    def fault(self, condition, *words):
        if condition:
            self.faults.append(" ".join(map(str, words)))

    @staticmethod
    def text(item):
        return unescaped("".join(its.text or "" for its in item.iter(f"{MAIN}t")))

    def related(self, part):
        """Targets of a part's relationships by their ids."""
        folder, name = posixpath.split(part)
        rels = self.parts.get(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
        if rels is None:
            return {}
        return {its.get("Id"): its.get("Target") if its.get("TargetMode") == "External" else
                posixpath.normpath(posixpath.join("/" + folder, its.get("Target"))).lstrip("/") for its in rels}

    def check_package(self):
        """Part 2, 9 and 10."""
        types = self.parts["[Content_Types].xml"]
        defaults = {its.get("Extension").lower() for its in types.iter(f"{TYPES}Default")}
        overrides = [its.get("PartName").lstrip("/") for its in types.iter(f"{TYPES}Override")]
        self.fault(duplicates(overrides) or duplicates(self.names), "parts are named twice")
        self.fault(set(overrides) - set(self.names), "types of absent parts", set(overrides) - set(self.names))
        targets = {"[Content_Types].xml"}
        for name in ["", *self.names]:
            ids = self.related(name)
            targets |= set(ids.values())
            for its in ids.values():
                self.fault(not its.startswith("#") and ":" not in its and its not in self.names, name, "relates to absent", its)
        for name in self.names:
            extension = name.rpartition(".")[2].lower()
            is_typed = name in overrides or (extension in defaults and extension != "xml")
            self.fault(not is_typed and name != "[Content_Types].xml", name, "has no type")
            self.fault(name not in targets and not name.endswith(".rels"), name, "is part of nothing")

    def check_styles(self):
        """18.8"""
        styles = self.parts["xl/styles.xml"]
        lists = {name: list(styles.find(f"{MAIN}{name}") if styles.find(f"{MAIN}{name}") is not None else [])
                 for name in ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")}
        for name in lists:
            its = styles.find(f"{MAIN}{name}")
            self.fault(its is not None and int(its.get("count", len(its))) != len(its), name, "have another count")
        formats = [int(its.get("numFmtId")) for its in lists["numFmts"]]
        self.fault(duplicates(formats), "number formats have one id", duplicates(formats))
        self.fault(len(formats) > 250, len(formats), "number formats")
        for kind in ("cellStyleXfs", "cellXfs"):
            for xf in lists[kind]:
                for attribute, pool in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"), ("xfId", "cellStyleXfs")):
                    self.fault(int(xf.get(attribute, 0)) >= len(lists[pool]), kind, attribute, xf.get(attribute))
                number = int(xf.get("numFmtId", 0))
                self.fault(number >= 164 and number not in formats, kind, "numFmtId", number)
        for style in lists["cellStyles"]:
            self.fault(int(style.get("xfId")) >= len(lists["cellStyleXfs"]), "cell style", style.get("name"))
        self.fault(duplicates(its.get("name").lower() for its in lists["cellStyles"]), "two cell styles have one name")
        self.formats, self.rules = len(lists["cellXfs"]), len(lists["dxfs"])

    def check_workbook(self):
        """18.2"""
        workbook, related = self.parts["xl/workbook.xml"], self.related("xl/workbook.xml")
        sheets = list(workbook.find(f"{MAIN}sheets"))
        self.sheets = {its.get("name"): related[its.get(f"{RELATED}id")] for its in sheets}
        self.fault(duplicates(its.get("name").casefold() for its in sheets), "two sheets have one name")
        self.fault(duplicates(its.get("sheetId") for its in sheets), "two sheets have one id")
        for name in self.sheets:
            self.fault(not 0 < len(name.encode("utf-16-le")) // 2 <= 31 or re.search(r"[\[\]:*?/\\]|^'|'$", name),
                       "no name of a sheet:", name)
        view = workbook.find(f"{MAIN}bookViews/{MAIN}workbookView")
        active = int(view.get("activeTab", 0))
        self.fault(active >= len(sheets), "the active sheet is", active)
        selected = [name for name, part in self.sheets.items()
                    if self.parts[part].find(f"{MAIN}sheetViews/{MAIN}sheetView").get("tabSelected") == "1"]
        self.fault(selected != [list(self.sheets)[active]], "selected sheets", selected, "active", active)
        self.defined = list(workbook.iter(f"{MAIN}definedName"))
        places = [(its.get("name").casefold(), its.get("localSheetId")) for its in self.defined]
        self.fault(duplicates(places), "two defined names are", duplicates(places))
        for its in self.defined:
            name, place = its.get("name"), its.get("localSheetId")
            self.fault(not re.fullmatch(r"(?:_xlnm\.)?[^\W\d][\w.]*", name) or re.fullmatch(r"(?i)[a-z]{1,3}\d+|r\d*c?\d*|c\d*", name),
                       "no defined name:", name)
            self.fault(place is not None and int(place) >= len(sheets), name, "is of absent sheet", place)
            self.check_formula(name, its.text or "")
            named = sheet_names(its.text or "")
            self.fault(place is not None and name.startswith("_xlnm.") and int(place) < len(sheets)
                       and named != {sheets[int(place)].get("name")}, name, "of sheet", place, "is", its.text)

    def check_formula(self, where, formula):
        self.fault("#REF!" in SHEET_NAME.sub("", formula) or len(formula) > 8192, where, "holds", formula[:80])
        for name in sheet_names(formula):
            self.fault(name not in self.sheets, where, "names an absent sheet:", name)

    def check_sheet(self, name, part):
        """18.3"""
        sheet = self.parts[part]
        self.check_rows(name, sheet)
        self.check_columns(name, sheet)
        merged = [corners(its.get("ref")) for its in sheet.iter(f"{MAIN}mergeCell")]
        for place, one in enumerate(merged):
            self.fault(one[:2] == one[2:], name, "merges a single cell", one)
            self.fault(any(overlap(one, other) for other in merged[:place]), name, "merges overlap at", one)
        related = self.related(part)
        for its in sheet.iter():
            target = its.get(f"{RELATED}id")
            self.fault(target is not None and target not in related, name, its.tag, "has no target", target)
        links = [its.get("ref") for its in sheet.iter(f"{MAIN}hyperlink")]
        self.fault(duplicates(links), name, "two links in", duplicates(links))
        for its in sheet.iter(f"{MAIN}hyperlink"):
            self.check_formula(f"{name} {its.get('ref')}", its.get("location") or "")
        priorities = [int(its.get("priority")) for its in sheet.iter(f"{MAIN}cfRule")]
        self.fault(duplicates(priorities) or min(priorities, default=1) < 1, name, "priorities of rules", priorities)
        for its in sheet.iter(f"{MAIN}cfRule"):
            self.fault(int(its.get("dxfId", 0)) >= max(self.rules, 1), name, "has a rule of no format", its.get("dxfId"))
            for formula in its.iter(f"{MAIN}formula"):
                self.check_formula(name, formula.text)
        self.check_pages(name, sheet)
        count = sheet.find(f"{MAIN}tableParts")
        self.fault(count is not None and int(count.get("count")) != len(count), name, "has another count of tables")
        filters = sheet.find(f"{MAIN}autoFilter")
        for its in sheet.iter(f"{MAIN}tablePart"):
            table = self.parts[related[its.get(f"{RELATED}id")]]
            area = corners(table.get("ref"))
            self.tables.append(table)
            self.fault(any(overlap(area, other) for other in merged), name, "has merged cells in its table")
            self.fault(filters is not None and overlap(area, corners(filters.get("ref"))), name, "filters its table twice")
            self.check_table(name, table, area)

    def check_rows(self, name, sheet):
        self.cells, last_row = {}, 0
        for row in sheet.iter(f"{MAIN}row"):
            number, last_column = int(row.get("r")), 0
            self.fault(not last_row < number <= MAX_ROW, name, "row", number, "after", last_row)
            self.fault(float(row.get("ht", 0)) > 409.5, name, "row", number, "is higher than 409.5 points")
            self.fault(int(row.get("outlineLevel", 0)) > 7, name, "row", number, "has a level over 7")
            last_row = number
            self.fault(int(row.get("s", 0)) >= self.formats, name, "row", number, "has no format", row.get("s"))
            for cell in row:
                at, column = split(cell.get("r"))
                self.fault(at != number or not last_column < column <= MAX_COLUMN, name, cell.get("r"), "is out of order")
                last_column = column
                self.check_cell(f"{name} {cell.get('r')}", cell)

    def check_cell(self, where, cell):
        self.fault(int(cell.get("s", 0)) >= self.formats, where, "has no format", cell.get("s"))
        value, kind, formula = cell.findtext(f"{MAIN}v"), cell.get("t", "n"), cell.findtext(f"{MAIN}f")
        if kind == "s":
            self.fault(not 0 <= int(value) < len(self.strings), where, "has no string", value)
            value = self.strings[int(value)] if int(value) < len(self.strings) else None
        elif kind == "inlineStr":
            value = self.text(cell)
        elif kind in ("n", "b") and value is not None:
            self.fault(not re.fullmatch(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", value), where, "has no number", value)
        else:
            self.fault(kind not in ("n", "b", "str", "e"), where, "has the type", kind)
        self.fault(value is not None and len(value.encode("utf-16-le")) // 2 > 32767, where, "is too long")
        if formula is not None:
            self.check_formula(where, formula)
        self.cells[split(cell.get("r"))] = value

    def check_columns(self, name, sheet):
        last = 0
        for its in sheet.iter(f"{MAIN}col"):
            first, end, width = int(its.get("min")), int(its.get("max")), float(its.get("width", 8))
            self.fault(not last < first <= end <= MAX_COLUMN, name, "columns", first, end, "after", last)
            self.fault(not 0 <= width <= 255, name, "column", first, "is", width, "wide")
            self.fault(int(its.get("style", 0)) >= self.formats, name, "column", first, "has no format")
            last = end

    def check_pages(self, name, sheet):
        head = sheet.find(f"{MAIN}headerFooter")
        for its in [] if head is None else head:
            self.fault(len((its.text or "").encode("utf-16-le")) // 2 > 255, name, "has more than 255 characters:", its.tag)
        first = [] if head is None else [its for its in head if "first" in its.tag]
        self.fault(first and head.get("differentFirst") != "1", name, "has a first page that is not different")
        for tag in ("rowBreaks", "colBreaks"):
            breaks = sheet.find(f"{MAIN}{tag}")
            if breaks is None:
                continue
            ids = [int(its.get("id")) for its in breaks]
            manual = sum(its.get("man") == "1" for its in breaks)
            self.fault(ids != sorted(set(ids)) or not 0 < ids[0] <= ids[-1] < MAX_ROW, name, tag, ids)
            self.fault(len(ids) > MAX_BREAKS, name, "has", len(ids), "breaks")
            counts = (int(breaks.get("count", 0)), int(breaks.get("manualBreakCount", 0)))
            self.fault(counts != (len(ids), manual), name, tag, "counts", counts, "of", len(ids), manual)
            fit = sheet.find(f"{MAIN}sheetPr/{MAIN}pageSetUpPr")
            self.fault(fit is not None and fit.get("fitToPage") == "1", name, "is fitted to pages, so that Excel ignores its breaks")
        setup = sheet.find(f"{MAIN}pageSetup")
        scale = 100 if setup is None else int(setup.get("scale", 100))
        self.fault(not 10 <= scale <= 400, name, "has the scale", scale)
        pane = sheet.find(f"{MAIN}sheetViews/{MAIN}sheetView/{MAIN}pane")
        if pane is not None and pane.get("state") == "frozen":
            frozen = (int(pane.get("ySplit", 0)) + 1, int(pane.get("xSplit", 0)) + 1)
            self.fault(split(pane.get("topLeftCell")) != frozen, name, "is frozen at", pane.attrib)

    def check_table(self, name, table, area):
        """18.5.1"""
        columns = list(table.find(f"{MAIN}tableColumns"))
        titles = [unescaped(its.get("name")) for its in columns]
        self.fault(duplicates(its.casefold() for its in titles), name, "has equal titles", duplicates(titles))
        self.fault(duplicates(its.get("id") for its in columns), name, "has columns of one id")
        self.fault(len(columns) != area[3] - area[1] + 1, name, "has", len(columns), "columns in", area)
        self.fault(area[2] <= area[0], name, "has a table without a row")
        header = [self.cells.get((area[0], column)) for column in range(area[1], area[3] + 1)]
        self.fault(header != titles, name, "has the header", header, "and the columns", titles)
        filters = table.find(f"{MAIN}autoFilter")
        self.fault(filters is not None and corners(filters.get("ref")) != area, name, "has another filter than its table")

    def check_tables(self):
        names = [its.get("displayName").casefold() for its in self.tables]
        names += [its.get("name").casefold() for its in self.defined if its.get("localSheetId") is None]
        self.fault(duplicates(names), "names of tables", duplicates(names))
        self.fault(duplicates(its.get("id") for its in self.tables), "two tables have one id")
        for its in self.tables:
            self.fault(not re.fullmatch(r"[^\W\d][\w.]*", its.get("displayName")), "no name of a table:", its.get("displayName"))

    def check_drawing(self, name, part):
        """20.5"""
        ids = [its.get("id") for its in part.iter(f"{SHEET_DRAWING}cNvPr")]
        self.fault(duplicates(ids), name, "two shapes have one id")
        related = self.related(name)
        for its in part.iter():
            for attribute in ("id", "embed"):
                target = its.get(RELATED + attribute)
                self.fault(target is not None and target not in related, name, "has no target", target)
        for anchor in part.iter(f"{SHEET_DRAWING}twoCellAnchor"):
            first, last = ([int(anchor.find(f"{SHEET_DRAWING}{end}/{SHEET_DRAWING}{its}").text) for its in ("row", "col")]
                           for end in ("from", "to"))
            self.fault(first[0] > last[0] or first[1] > last[1], name, "is anchored from", first, "to", last)

    def check_chart(self, name, part):
        """21.2"""
        for formula in part.iter(f"{CHART}f"):
            self.check_formula(name, formula.text)
        for parent, child in SAID:
            self.fault(any(its.find(CHART + child) is None for its in part.iter(CHART + parent)), name, parent, "says no", child)
        lines = [its for chart in part.iter(f"{CHART}lineChart") for its in chart.iter(f"{CHART}ser")]
        self.fault(any(its.find(f"{CHART}smooth") is None for its in lines), name, "says not whether lines are smooth")
        for kind, cache in (("numRef", "numCache"), ("strRef", "strCache")):
            for its in part.iter(f"{CHART}{kind}"):
                area = corners(its.findtext(f"{CHART}f").rpartition("!")[2])
                count = its.find(f"{CHART}{cache}/{CHART}ptCount")
                cells = (area[2] - area[0] + 1) * (area[3] - area[1] + 1)
                self.fault(count is not None and int(count.get("val")) != cells, name, "keeps", count is not None and count.get("val"),
                           "values of", cells)


def faults(path):
    return Workbook(path).faults
