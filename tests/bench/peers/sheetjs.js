// The obvious program with SheetJS: DATABASE ROWS FILE.
const sheetjs = require('xlsx');
const invoices = require('./invoices.js');

const book = sheetjs.utils.book_new();
const header = [['Sales invoices'], invoices.columns.map((column) => column.title)];

function addSheet(rows) {
  const sheet = sheetjs.utils.aoa_to_sheet(rows, { dense: true, dateNF: 'dd/mm/yyyy', UTC: true });
  sheet['!cols'] = invoices.columns.map(({ width }) => ({ wch: width }));
  for (const cells of sheet['!data'].slice(header.length)) {
    invoices.columns.forEach(({ format }, column) => { if (format) cells[column].z = format; });
  }
  sheetjs.utils.book_append_sheet(book, sheet);
}

async function main() {
  let rows = [...header];
  for await (const row of invoices.rows()) {
    if (rows.length === invoices.rowsOfASheet) {
      addSheet(rows);
      rows = [...header];
    }
    rows.push(row);
  }
  addSheet(rows);
  sheetjs.writeFile(book, invoices.file, { compression: true, bookSST: true });
  invoices.sync();
}

main();
