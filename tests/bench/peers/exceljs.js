// The obvious program with exceljs: DATABASE ROWS FILE.
const excel = require('exceljs');
const invoices = require('./invoices.js');

const book = new excel.stream.xlsx.WorkbookWriter({ filename: invoices.file, useStyles: true, useSharedStrings: false });

function addSheet() {
  const sheet = book.addWorksheet(undefined, { views: [{ state: 'frozen', ySplit: 2 }] });
  sheet.columns = invoices.columns.map(({ width, format }) => ({ width, style: format ? { numFmt: format } : {} }));
  const title = sheet.addRow(['Sales invoices']);
  title.font = { bold: true, size: 16 };
  title.commit();
  const header = sheet.addRow(invoices.columns.map((column) => column.title));
  header.font = { bold: true };
  header.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFDDEBF7' } };
  header.commit();
  return sheet;
}

async function main() {
  let sheet = addSheet();
  let at = 2;
  for await (const row of invoices.rows()) {
    if (at === invoices.rowsOfASheet) {
      await sheet.commit();
      sheet = addSheet();
      at = 2;
    }
    sheet.addRow(row).commit();
    at += 1;
    // Without a pause its stream is never flushed, and all rows stay in memory.
    if (at % 1000 === 0) await new Promise(setImmediate);
  }
  await sheet.commit();
  await book.commit();
  invoices.sync();
}

main();
