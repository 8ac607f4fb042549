// Shared by the JavaScript programs: invoices of a database, titles, widths.
const fs = require('node:fs');
const sqlite = require('sql.js');

const [, , database, count, file] = process.argv;
const money = '#,##0.00';

exports.file = file;
exports.rowsOfASheet = 1048576;
exports.columns = [
  ['Invoice No.', 12], ['Date', 12, 'dd/mm/yyyy'], ['Customer', 42], ['Customer in Arabic', 42], ['City', 12],
  ['Product', 30], ['Quantity', 10, '#,##0'], ['Unit price', 12, money], ['VAT', 12, money], ['Total', 14, money],
].map(([title, width, format]) => ({ title, width, format }));

// SQLite as WebAssembly, with the whole database in memory: the only one on npm without a compiler.
exports.rows = async function* rows() {
  const { Database } = await sqlite();
  const statement = new Database(fs.readFileSync(database)).prepare(
    'SELECT id, issued_on, customer_en, customer_ar, city, product, quantity, unit_price, vat, total'
    + ' FROM invoices WHERE id <= ?', [Number(count)]);
  while (statement.step()) {
    const row = statement.get();
    row[1] = new Date(`${row[1]}T00:00:00Z`);
    yield row;
  }
};

exports.sync = () => {
  const descriptor = fs.openSync(file, 'r');
  fs.fsyncSync(descriptor);
  fs.closeSync(descriptor);
};
