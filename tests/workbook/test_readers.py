"""Other programs read the workbook of sample_workbook.cpp: openpyxl, zipfile and LibreOffice."""

import csv
import datetime
import hashlib
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree
import zipfile

import openpyxl

PROGRAM = sys.argv.pop(1)
INVOICES = '\u0627\u0644\u0641\u0648\u0627\u062a\u064a\u0631'
CUSTOMER = '\u0639\u0645\u064a\u0644 '
TOTAL = '\u0627\u0644\u0625\u062c\u0645\u0627\u0644\u064a'
TITLE = '\u062a\u0642\u0631\u064a\u0631 ' + INVOICES
HOSTILE = "His to ry 'a b"
MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
ROWS = 200
HOSTILE_TEXTS = [
    '=1+1',
    '@SUM(A1)',
    '<b>&amp; "quoted" \'text\'</b> ]]>',
    '  blanks around  ',
    'one\ntwo\nthree\n',
    'abcd\te',
    '_x0041_ and _x_',
    'broken \ufffd\ufffd\ufffd utf-8 \ufffd\ufffd\ufffd',
    '\ufffd nonchar \ufffd',
    'evil x keep\u200d\u200c\u200e',
    '\U0001F600 emoji',
    '007',
    'x' * 32767,
    '\n' * 253,
]


def sample(directory, name='sample.xlsx', **more):
    file = directory / name
    result = subprocess.run([PROGRAM, file, directory], capture_output=True, text=True, **more)
    return file, result


class Readers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = pathlib.Path(tempfile.mkdtemp(prefix='gormic-bi-test-'))
        cls.file, cls.result = sample(cls.directory)
        if cls.result.returncode != 0:
            raise AssertionError(cls.result.stderr)
        cls.book = openpyxl.load_workbook(cls.file)
        cls.values = openpyxl.load_workbook(cls.file, data_only=True)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.directory)

    def test_the_summary_says_what_the_file_is(self):
        content = self.file.read_bytes()
        rows = ROWS + len(HOSTILE_TEXTS) + 4
        self.assertEqual(self.result.stdout.split(),
                         [str(len(content)), hashlib.sha256(content).hexdigest(), str(rows)])

    def test_the_same_input_gives_the_same_file(self):
        again, result = sample(self.directory, 'again.xlsx')
        self.assertEqual(result.returncode, 0)
        self.assertEqual(again.read_bytes(), self.file.read_bytes())

    def test_nothing_but_the_file_is_left(self):
        with tempfile.TemporaryDirectory() as name:
            directory = pathlib.Path(name)
            file, _ = sample(directory)
            self.assertEqual(list(directory.iterdir()), [file])
            self.assertEqual(file.stat().st_mode & 0o777, 0o600)
            _, again = sample(directory)
            self.assertEqual(again.returncode, 1, 'a file that exists is not written over')

    def test_the_zip_is_sound_and_its_xml_well_formed(self):
        with zipfile.ZipFile(self.file) as package:
            self.assertIsNone(package.testzip())
            for entry in package.infolist():
                self.assertEqual(entry.date_time, (2026, 1, 1, 0, 0, 0))
                xml.etree.ElementTree.fromstring(package.read(entry))
        subprocess.run(['unzip', '-tqq', self.file], check=True)

    def test_invoices_hold_what_was_pushed(self):
        sheet = self.book[INVOICES]
        self.assertEqual(sheet['A1'].value, TITLE)
        self.assertEqual([cell.value for cell in sheet[4]],
                         ['No', 'Customer', 'Date', 'Time', 'Amount', 'Real'])
        for i in range(ROWS):
            row = [cell.value for cell in sheet[5 + i]]
            day = datetime.datetime(1970, 1, 1) + datetime.timedelta(days=20454 + i)
            time = datetime.datetime(2026, 1, 1) + datetime.timedelta(seconds=i * 60 + 1)
            self.assertEqual(row[:3], [i - 1, CUSTOMER + str(i % 7), day])
            self.assertLess(abs(row[3] - time), datetime.timedelta(milliseconds=1))
            self.assertEqual(row[4:], [(i * 105 - 1000) / 100, i / 8 + 1e-7])
        self.assertEqual(sheet.cell(205, 1).value, TOTAL)
        self.assertEqual(sheet.max_row, 205)

    def test_a_total_is_a_formula_with_its_value(self):
        self.assertEqual(self.book[INVOICES]['E205'].value, '=SUBTOTAL(9,E5:E204)')
        self.assertEqual(self.values[INVOICES]['E205'].value,
                         sum(i * 105 - 1000 for i in range(ROWS)) / 100)

    def test_the_layout_of_invoices_is_right_to_left(self):
        sheet = self.book[INVOICES]
        self.assertTrue(sheet.sheet_view.rightToLeft)
        self.assertFalse(self.book[HOSTILE].sheet_view.rightToLeft)
        self.assertEqual(sheet.freeze_panes, 'A5')
        self.assertEqual([str(merged) for merged in sheet.merged_cells.ranges], ['A1:F1'])
        self.assertEqual(sheet.tables['Invoices'].ref, 'A4:F204')
        self.assertEqual(sheet.print_title_rows, '$4:$4')
        self.assertEqual(sheet.dimensions, 'A1:F205')
        self.assertEqual((sheet.page_setup.paperSize, sheet.page_setup.fitToHeight), (9, 0))
        self.assertEqual(sheet.oddFooter.right.text, 'Smith && Sons')
        self.assertEqual(sheet.oddFooter.left.text.strip(), '2026 report')
        self.assertEqual([str(area.sqref) for area in sheet.conditional_formatting], ['A5:F204'])

    def test_styles_arrive(self):
        sheet = self.book[INVOICES]
        self.assertEqual(sheet['A1'].font.sz, 16)
        self.assertTrue(sheet['A1'].font.b)
        self.assertEqual(sheet['A4'].fill.fgColor.rgb, 'FF1F4E79')
        self.assertEqual(sheet['A4'].font.color.rgb, 'FFFFFFFF')
        self.assertEqual(sheet['A4'].border.bottom.style, 'thin')
        self.assertEqual(sheet['E5'].number_format, '#,##0.00_);(#,##0.00)')
        self.assertEqual((sheet['B5'].alignment.readingOrder, sheet['B5'].alignment.horizontal),
                         (2, 'right'))
        self.assertEqual((sheet['E5'].alignment.readingOrder, sheet['E5'].font.name), (1, 'Arial'))
        self.assertEqual(self.book[HOSTILE]['B2'].number_format, '@')

    def test_hostile_texts_are_texts(self):
        sheet = self.book[HOSTILE]
        for row, text in enumerate(HOSTILE_TEXTS, 2):
            cell = sheet.cell(row, 2)
            self.assertEqual((cell.value, sheet.cell(row, 1).value), (text, row - 1))
            self.assertEqual(cell.data_type, 's')
        self.assertEqual(sheet['A1'].value, '=  <&> _x0041_')
        self.assertEqual(sheet['B1'].value, 'h\nx')

    def test_numbers_that_do_not_fit_are_texts_or_blank(self):
        sheet = self.book[HOSTILE]
        row = 2 + len(HOSTILE_TEXTS)
        self.assertEqual([cell.value for cell in sheet[row]],
                         ['1234567890123456789', '-12345678901234.56'])
        self.assertEqual([cell.value for cell in sheet[row + 1]], [None, None])
        self.assertEqual([cell.value for cell in sheet[row + 2]], [999999999999999, -9.223372036854])
        self.assertEqual(sheet.cell(row + 3, 1).value, '=SUM(A2:A3)&"<"')
        self.assertEqual(sheet.row_dimensions[row + 3].outlineLevel, 1)
        self.assertEqual(sheet.row_dimensions[row + 3].height, 30)
        self.assertEqual(sheet.auto_filter.ref, f'A1:B{row + 3}')

    def test_every_string_of_the_table_is_used_by_a_cell(self):
        with zipfile.ZipFile(self.file) as package:
            table = xml.etree.ElementTree.fromstring(package.read('xl/sharedStrings.xml'))
            sheets = [xml.etree.ElementTree.fromstring(package.read(f'xl/worksheets/sheet{i}.xml'))
                      for i in (1, 2)]
        uses = [int(cell.find(MAIN + 'v').text) for sheet in sheets
                for cell in sheet.iter(MAIN + 'c') if cell.get('t') == 's']
        self.assertEqual(len(table), int(table.get('uniqueCount')))
        self.assertEqual(len(uses), int(table.get('count')))
        self.assertEqual(set(uses), set(range(len(table))))

    def test_libreoffice_shows_the_same_values(self):
        profile = (self.directory / 'profile').as_uri()
        raw_values = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1'
        subprocess.run(['soffice', '-env:UserInstallation=' + profile, '--headless',
                        '--convert-to', raw_values, '--outdir', self.directory, self.file],
                       check=True, capture_output=True, timeout=300)
        shown = {}
        for sheet in (INVOICES, HOSTILE):
            file = self.directory / f'sample-{sheet}.csv'
            with open(file, encoding='utf-8', newline='') as lines:
                shown[sheet] = list(csv.reader(lines))
        invoices = shown[INVOICES]
        self.assertEqual(len(invoices), 205)
        for i in range(ROWS):
            row = invoices[4 + i]
            self.assertEqual(row[:2], [str(i - 1), CUSTOMER + str(i % 7)])
            self.assertEqual(float(row[4]), (i * 105 - 1000) / 100)
            self.assertAlmostEqual(float(row[5]), i / 8 + 1e-7, places=12)
        self.assertEqual(float(invoices[204][4]),
                         sum(i * 105 - 1000 for i in range(ROWS)) / 100)
        hostile = shown[HOSTILE]
        for row, text in enumerate(HOSTILE_TEXTS, 1):
            if '\n' not in text and not text.startswith('_x'):
                self.assertEqual(hostile[row][1], text)


class Wide(unittest.TestCase):
    def test_a_sheet_has_as_many_columns_as_excel_has(self):
        with tempfile.TemporaryDirectory() as name:
            file = pathlib.Path(name, 'wide.xlsx')
            subprocess.run([PROGRAM, file, name, 'wide'], check=True, capture_output=True)
            sheet = openpyxl.load_workbook(file).active
            rows = list(sheet.iter_rows(values_only=True))
            columns = range(16384)
            self.assertEqual(rows, [tuple(f'C{i}' for i in columns),
                                    *(tuple(row * i for i in columns) for row in range(3))])
            self.assertEqual(sheet.auto_filter.ref, 'A1:XFD4')
            profile = (pathlib.Path(name) / 'profile').as_uri()
            subprocess.run(['soffice', '-env:UserInstallation=' + profile, '--headless',
                            '--convert-to', 'csv', '--outdir', name, file],
                           check=True, capture_output=True, timeout=300)
            with open(pathlib.Path(name, 'wide.csv'), encoding='utf-8', newline='') as lines:
                shown = list(csv.reader(lines))
            # LibreOffice 7.4 has 1,024 columns unless configured otherwise.
            self.assertEqual(shown[3][:1024], [str(2 * i) for i in range(1024)])


class FullDisk(unittest.TestCase):
    """Limits the size of files, as a full disk does."""

    def test_a_failed_write_gives_an_error_and_no_file(self):
        def limited(limit):
            def prepare():
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # write() fails instead
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            return prepare

        with tempfile.TemporaryDirectory() as name:
            whole, _ = sample(pathlib.Path(name))
            size = whole.stat().st_size
            content = whole.read_bytes()
        failures = 0
        for limit in [0, 1, *range(301, size + 1500, 599)]:
            with tempfile.TemporaryDirectory() as name, self.subTest(limit=limit):
                file, result = sample(pathlib.Path(name), preexec_fn=limited(limit))
                if result.returncode == 0:
                    self.assertEqual(file.read_bytes(), content)
                    self.assertIsNone(zipfile.ZipFile(file).testzip())
                else:
                    failures += 1
                    self.assertEqual(result.returncode, 1, result.stderr)
                    self.assertEqual(os.listdir(name), [])
        self.assertGreater(failures, 20)


if __name__ == '__main__':
    unittest.main()
