// The baseline, A: the obvious program that steps through a table of invoices and passes each cell
// to libxlsxwriter.
//   bench-baseline DATABASE ROWS FILE [memory]     "memory": without constant_memory
#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "layout.h"

namespace {

const char* text(sqlite3_stmt* row, int column) {
  return reinterpret_cast<const char*>(sqlite3_column_text(row, column));
}

void write(lxw_worksheet* sheet, lxw_row_t to, sqlite3_stmt* row, const Formats& formats) {
  worksheet_write_number(sheet, to, 0, sqlite3_column_double(row, 0), nullptr);
  lxw_datetime date{};
  demand(std::sscanf(text(row, 1), "%d-%d-%d", &date.year, &date.month, &date.day) == 3, "a date");
  worksheet_write_datetime(sheet, to, 1, &date, formats.date);
  for (lxw_col_t i = 2; i < 6; ++i) worksheet_write_string(sheet, to, i, text(row, i), nullptr);
  worksheet_write_number(sheet, to, 6, sqlite3_column_double(row, 6), formats.integer);
  for (lxw_col_t i = 7; i < 10; ++i) {
    worksheet_write_number(sheet, to, i, sqlite3_column_double(row, i), formats.money);
  }
}

}  // namespace

int main(int argc, char** argv) {
  demand(argc >= 4, "DATABASE ROWS FILE [memory]");
  sqlite3* database = nullptr;
  demand(sqlite3_open_v2(argv[1], &database, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK, "open");
  sqlite3_stmt* row = nullptr;
  const char* const sql =
      "SELECT id, issued_on, customer_en, customer_ar, city, product, quantity, unit_price, vat, "
      "total FROM invoices WHERE id <= ?";
  demand(sqlite3_prepare_v2(database, sql, -1, &row, nullptr) == SQLITE_OK, "prepare");
  sqlite3_bind_int64(row, 1, std::atoll(argv[2]));

  lxw_workbook_options options{};
  options.constant_memory =
      argc > 4 && std::string_view{argv[4]} == "memory" ? LXW_FALSE : LXW_TRUE;
  lxw_workbook* book = workbook_new_opt(argv[3], &options);
  const Formats formats = add_formats(book);
  lxw_worksheet* sheet = add_sheet(book, formats);
  lxw_row_t at = kHeaderRow;
  int code = sqlite3_step(row);
  for (; code == SQLITE_ROW; code = sqlite3_step(row)) {
    if (++at == LXW_ROW_MAX) {
      sheet = add_sheet(book, formats);
      at = kHeaderRow + 1;
    }
    write(sheet, at, row, formats);
  }
  demand(code == SQLITE_DONE, "step");
  demand(workbook_close(book) == LXW_NO_ERROR, "close");
  sqlite3_finalize(row);
  sqlite3_close(database);
  sync(argv[3]);
}
