#include <chrono>

#include "support/catch.h"
#include "workbook/xml/cell.h"
#include "workbook/xml/excel_serial_date.h"

using namespace workbook;

TEST_CASE("columns have the letters of Excel") {
  CHECK(column_letters(0) == "A");
  CHECK(column_letters(25) == "Z");
  CHECK(column_letters(26) == "AA");
  CHECK(column_letters(701) == "ZZ");
  CHECK(column_letters(702) == "AAA");
  CHECK(column_letters(kColumnLimit - 1) == "XFD");
}

TEST_CASE("a range on another sheet is quoted") {
  CHECK(a1(Cell{4, 2}) == "C5");
  CHECK(a1(Range{{4, 2}, {19, 2}}) == "C5:C20");
  CHECK(a1("it's", Range{{0, 0}, {1, 1}}) == "'it''s'!A1:B2");
}

TEST_CASE("days have the serial numbers of Excel, from March 1900 on") {
  using namespace std::chrono;
  CHECK(excel_serial_date(sys_days{1900y / March / 1}) == 61);
  CHECK(excel_serial_date(sys_days{2026y / January / 1}) == 46'023);
  CHECK(excel_serial_date(sys_days{9999y / December / 31}) == 2'958'465);
  CHECK_FALSE(excel_serial_date(sys_days{1900y / February / 28}).has_value());
  CHECK_FALSE(excel_serial_date(sys_days{10000y / January / 1}).has_value());
}
