// The baseline over PostgreSQL: passes the rows of libpq, one at a time, to libxlsxwriter.
//   bench-baseline-postgres CONNECTION ROWS FILE
#include <libpq-fe.h>

#include <cstdio>
#include <cstdlib>

#include "layout.h"

namespace {

void write(lxw_worksheet* sheet, lxw_row_t to, const PGresult* row, const Formats& formats) {
  const auto text = [&](int column) { return PQgetvalue(row, 0, column); };
  worksheet_write_number(sheet, to, 0, std::atof(text(0)), nullptr);
  lxw_datetime date{};
  demand(std::sscanf(text(1), "%d-%d-%d", &date.year, &date.month, &date.day) == 3, "a date");
  worksheet_write_datetime(sheet, to, 1, &date, formats.date);
  for (lxw_col_t i = 2; i < 6; ++i) worksheet_write_string(sheet, to, i, text(i), nullptr);
  worksheet_write_number(sheet, to, 6, std::atof(text(6)), formats.integer);
  for (lxw_col_t i = 7; i < 10; ++i) {
    worksheet_write_number(sheet, to, i, std::atof(text(i)), formats.money);
  }
}

}  // namespace

int main(int argc, char** argv) {
  demand(argc == 4, "CONNECTION ROWS FILE");
  PGconn* connection = PQconnectdb(argv[1]);
  demand(PQstatus(connection) == CONNECTION_OK, "connect");
  const char* const values[] = {argv[2]};
  const char* const sql =
      "SELECT id, issued_on, customer_en, customer_ar, city, product, quantity, unit_price, vat, "
      "total FROM invoices WHERE id <= $1::bigint";
  demand(PQsendQueryParams(connection, sql, 1, nullptr, values, nullptr, nullptr, 0) == 1, "send");
  demand(PQsetSingleRowMode(connection) == 1, "single rows");

  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  lxw_workbook* book = workbook_new_opt(argv[3], &options);
  const Formats formats = add_formats(book);
  lxw_worksheet* sheet = add_sheet(book, formats);
  lxw_row_t at = kHeaderRow;
  while (PGresult* row = PQgetResult(connection)) {
    if (PQresultStatus(row) == PGRES_SINGLE_TUPLE) {
      if (++at == LXW_ROW_MAX) {
        sheet = add_sheet(book, formats);
        at = kHeaderRow + 1;
      }
      write(sheet, at, row, formats);
    } else {
      demand(PQresultStatus(row) == PGRES_TUPLES_OK, "rows");
    }
    PQclear(row);
  }
  demand(workbook_close(book) == LXW_NO_ERROR, "close");
  PQfinish(connection);
  sync(argv[3]);
}
