"""The obvious program with openpyxl: DATABASE ROWS FILE."""

import invoices
import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

book = openpyxl.Workbook(write_only=True)
header_font, header_fill = Font(bold=True), PatternFill("solid", fgColor="DDEBF7")


def styled(sheet, value, **style):
    cell = WriteOnlyCell(sheet, value=value)
    for name, what in style.items():
        setattr(cell, name, what)
    return cell


def add_sheet():
    sheet = book.create_sheet()
    for column, width in enumerate(invoices.WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A3"
    sheet.append([styled(sheet, "Sales invoices", font=Font(bold=True, size=16))])
    sheet.append([styled(sheet, title, font=header_font, fill=header_fill)
                  for title in invoices.TITLES])
    return sheet


sheet, at = add_sheet(), 2
for row in invoices.rows():
    if at == invoices.ROWS_OF_A_SHEET:
        sheet, at = add_sheet(), 2
    sheet.append([value if form is None else styled(sheet, value, number_format=form)
                  for value, form in zip(row, invoices.FORMATS)])
    at += 1
book.save(invoices.FILE)
invoices.sync()
