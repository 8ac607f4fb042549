"""Texts that do not fit where they are shown, as HarfBuzz measures them: a program cuts them without
a sign."""

import math
import pathlib
import sys

import openpyxl

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import fonts  # noqa: E402

PIXEL = 0.75  # points, at 96 dots per inch
# Points on each side of a text that LibreOffice leaves free, and of one step of an indent.
MARGIN, INDENT = 0.35 * 72 / 25.4, 9 * PIXEL
LINE = 0.905 + 0.212  # Liberation Sans, in parts of its size
DIGIT = 1139 / 2048  # of the size


class Sheet:
    def __init__(self, sheet, values):
        self.sheet, self.values = sheet, values
        self.widths = {}
        for its in sheet.column_dimensions.values():
            for column in range(its.min or its.index, (its.max or its.index) + 1) if its.min else []:
                self.widths[column] = 0 if its.hidden else its.width
        self.merged = {area.start_cell.coordinate: area for area in sheet.merged_cells.ranges}
        self.covered = {(row, column) for area in self.merged.values() for row in range(area.min_row, area.max_row + 1)
                        for column in range(area.min_col, area.max_col + 1)}
        self.pictures = [its.anchor for its in sheet._images]

    def points(self, column):
        return math.floor(self.widths.get(column, sheet_default(self.sheet)) * 7 + 0.5) * PIXEL

    def beside_picture(self, row, column):
        """The points of a cell that no picture covers."""
        for anchor in self.pictures:
            start, end = anchor._from, anchor.to
            if start.row < row <= end.row + (end.rowOff > 0) and start.col < column <= end.col + 1:
                return start.colOff / 12700 if column == start.col + 1 else 0
        return self.points(column)

    def text(self, row, column):
        value = self.values.cell(row, column).value
        return value if isinstance(value, str) and value else None

    def is_free(self, row, column):
        return (column > 0 and (row, column) not in self.covered and self.beside_picture(row, column) > 0 and self.values.cell(row, column).value in (None, "")
                and self.sheet.cell(row, column).data_type != "f")

    def beside(self, row, column, step):
        """The points of the empty cells beside one, as far as a text may need."""
        width, column = 0, column + step
        while width < 3000 and self.is_free(row, column):
            width += self.beside_picture(row, column)
            column += step
        return width

    def room(self, cell):
        """The points that a line of a cell's text may take: with those of empty cells beside it."""
        row, column = cell.row, cell.column
        area = self.merged.get(cell.coordinate)
        if area:
            return sum(self.points(its) for its in range(area.min_col, area.max_col + 1))
        own, align = self.beside_picture(row, column), cell.alignment.horizontal
        if cell.alignment.wrap_text:
            return own
        if align == "centerContinuous":
            while self.is_free(row, column + 1) and self.sheet.cell(row, column + 1).alignment.horizontal == align:
                column += 1
                own += self.beside_picture(row, column)
            return own
        is_start = (align == "right") == bool(self.sheet.sheet_view.rightToLeft)
        before = 0 if is_start and align != "center" else self.beside(row, column, -1)
        after = self.beside(row, column, 1) if is_start or align == "center" else 0
        if align == "center":
            before = after = min(before, after)
        return own + before + after

    def covered_by_pictures(self, cell):
        """The points of a merged cell that pictures cover."""
        area = self.merged.get(cell.coordinate)
        columns = range(area.min_col, area.max_col + 1) if area else []
        return sum(self.points(its) - self.beside_picture(cell.row, its) for its in columns)

    def heights(self, cell):
        area = self.merged.get(cell.coordinate)
        rows = range(area.min_row, area.max_row + 1) if area else [cell.row]
        heights = [self.sheet.row_dimensions[row].height for row in rows]
        return None if None in heights else sum(heights)


def sheet_default(sheet):
    return sheet.sheet_format.defaultColWidth or sheet.sheet_format.baseColWidth + 5 / 7


def measured(text, font):
    return fonts.width(text, bool(font.b)) * DIGIT * font.sz


def lines(text, font, room):
    """The widths of the lines that the text takes, as words wrap."""
    found = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and measured(longer, font) > room:
                found.append(measured(line, font))
                line = word
            else:
                line = longer
        found.append(measured(line, font))
    return found


def misfits(path):
    """Sheet, cell, text, what it needs and what it has, of each text that is cut; and the number of texts."""
    book, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    found, count = [], 0
    for its in book:
        sheet = Sheet(its, values[its.title])
        for row in its.iter_rows():
            for cell in row:
                text = None if isinstance(cell, openpyxl.cell.MergedCell) else sheet.text(cell.row, cell.column)
                if text is None or its.row_dimensions[cell.row].hidden:
                    continue
                count += 1
                margins = 2 * MARGIN + INDENT * cell.alignment.indent
                room = sheet.room(cell) - margins
                needs = None
                if cell.alignment.wrap_text:
                    widths = lines(text, cell.font, room)
                    # A word that is wider than the cell is broken.
                    high = sum(max(1, math.ceil(width / room)) for width in widths) * LINE * cell.font.sz
                    height, free = sheet.heights(cell), room - sheet.covered_by_pictures(cell)
                    if height is not None and high > height + 1:
                        needs = ("high", round(high, 1), height)
                    elif max(widths) > free and free < room:
                        needs = ("wide beside a picture", round(max(widths), 1), round(free, 1))
                elif measured(text, cell.font) > room:
                    needs = ("wide", round(measured(text, cell.font), 1), round(room, 1))
                if needs:
                    found.append((its.title, cell.coordinate, text[:60], *needs))
    return found, count
