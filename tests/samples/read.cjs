// Prints what exceljs reads from each named workbook, as JSON.
const path = require('path');
const ExcelJS = require(path.join(process.env.GORMIC_BI_TEST_INTEROP, 'node_modules/exceljs'));

const plain = value => value instanceof Date ? {day: value.toISOString()} : value;

const typed = cell => {
  const value = plain(cell.value);
  if (value === null || typeof value !== 'object' || value.day) return value;
  if (value.formula !== undefined) return {formula: value.formula, result: plain(value.result)};
  return value.hyperlink === undefined ? {other: value} : value.text;
};

const cells = sheet => {
  const found = {};
  sheet.eachRow((row, number) => row.eachCell(cell => {
    if (cell.type === ExcelJS.ValueType.Merge) return;
    const {alignment = {}} = cell;
    found[cell.address] = [typed(cell), cell.numFmt ?? 'General', alignment.horizontal ?? null,
                           alignment.readingOrder ?? null];
  }));
  return found;
};

const levels = sheet => {
  const found = {};
  sheet.eachRow((row, number) => {
    if (row.outlineLevel > 0) found[number] = [row.outlineLevel, row.hidden === true];
  });
  return found;
};

const links = sheet => {
  const found = {};
  sheet.eachRow(row => row.eachCell(cell => {
    if (cell.hyperlink) found[cell.address] = cell.hyperlink;
  }));
  return found;
};

const told = sheet => ({
  name: sheet.name, cells: cells(sheet), levels: levels(sheet), links: links(sheet),
  rightToLeft: sheet.views[0].rightToLeft === true, frozen: sheet.views[0].ySplit ?? 0,
  paper: sheet.pageSetup.paperSize, wide: sheet.pageSetup.fitToWidth,
  orientation: sheet.pageSetup.orientation ?? 'portrait', titles: sheet.pageSetup.printTitlesRow ?? null,
  footer: sheet.headerFooter.oddFooter ?? '',
  filter: sheet.autoFilter ?? null,
  tables: Object.values(sheet.tables).map(table => table.table.tableRef),
  rules: sheet.conditionalFormattings.map(its => [its.ref, its.rules.map(rule => rule.formulae[0])]),
});

(async () => {
  const books = {};
  for (const file of process.argv.slice(2)) {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(file);
    books[path.basename(file, '.xlsx')] = book.worksheets.map(told);
  }
  process.stdout.write(JSON.stringify(books));
})();
