"""The obvious program with XlsxWriter: DATABASE ROWS FILE."""

import invoices
import xlsxwriter

book = xlsxwriter.Workbook(invoices.FILE, {"constant_memory": True})
title = book.add_format({"bold": True, "font_size": 16})
header = book.add_format({"bold": True, "bg_color": "#DDEBF7"})
formats = [form and book.add_format({"num_format": form}) for form in invoices.FORMATS]


def add_sheet():
    sheet = book.add_worksheet()
    for column, width in enumerate(invoices.WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(2, 0)
    sheet.write_string(0, 0, "Sales invoices", title)
    sheet.write_row(1, 0, invoices.TITLES, header)
    return sheet


sheet, at = add_sheet(), 2
for row in invoices.rows():
    if at == invoices.ROWS_OF_A_SHEET:
        sheet, at = add_sheet(), 2
    sheet.write_number(at, 0, row[0])
    sheet.write_datetime(at, 1, row[1], formats[1])
    for column in range(2, 6):
        sheet.write_string(at, column, row[column])
    for column in range(6, 10):
        sheet.write_number(at, column, row[column], formats[column])
    at += 1
book.close()
invoices.sync()
