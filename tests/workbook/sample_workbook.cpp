// Writes the workbook that test_readers.py reads back: argv[1] is its path, argv[2] a directory for
// temporary files.
#include <chrono>
#include <cmath>
#include <cstdint>
#include <exception>
#include <iostream>
#include <limits>
#include <string>
#include <vector>

#include "workbook/xml/excel_serial_date.h"
#include "workbook/workbook.h"

namespace {

using namespace workbook;

constexpr std::uint32_t kHeader = 3;
constexpr std::uint32_t kFirst = 4;
constexpr int kRows = 200;

Style arabic() {
  Style style;
  style.horizontal = Horizontal::kRight;
  style.reading_order = ReadingOrder::kRightToLeft;
  return style;
}

Style number(const std::string& format) {
  Style style;
  style.horizontal = Horizontal::kRight;
  style.reading_order = ReadingOrder::kLeftToRight;
  style.number_format = format;
  return style;
}

/// "Invoices": a row for each kind of cell, right to left, as a table.
void write_invoices(Workbook& book) {
  Sheet& sheet =
      book.add_sheet("\u0627\u0644\u0641\u0648\u0627\u062a\u064a\u0631", Direction::kRightToLeft);
  Style title = arabic();
  title.bold = true;
  title.size = 16;
  Style heading = arabic();
  heading.bold = true;
  heading.fill = Color{0x1F, 0x4E, 0x79};
  heading.color = Color{0xFF, 0xFF, 0xFF};
  heading.bottom = {Line::kThin, {}};
  const StyleId text = book.style(arabic());
  const StyleId money = book.style(number("#,##0.00_);(#,##0.00)"));
  const StyleId whole = book.style(number("#,##0"));
  const StyleId day = book.style(number("[$-1010000]dd/mm/yyyy"));
  const StyleId moment = book.style(number("[$-1010000]dd/mm/yyyy hh:mm"));
  const StyleId code = book.style(number("@"));

  sheet.merge({{0, 0}, {0, 5}},
              "\u062a\u0642\u0631\u064a\u0631 \u0627\u0644\u0641\u0648\u0627\u062a\u064a\u0631",
              book.style(title));
  RowWriter& rows = sheet.stream(kFirst, {{whole, code},
                                          {text},
                                          {day, text, false},
                                          {moment, text, false},
                                          {money, code},
                                          {money, code}});
  std::int64_t total = 0;
  for (int i = 0; i < kRows; ++i) {
    rows.begin_row();
    rows.integer(i - 1);
    rows.text("\u0639\u0645\u064a\u0644 " + std::to_string(i % 7));
    rows.date(*excel_serial_date(std::chrono::sys_days{std::chrono::days{20'454 + i}}));
    rows.date_time(46'023, i * 60 + 1);
    rows.decimal(i * 105 - 1'000, 2);
    rows.number(i / 8.0 + 1e-7);
    rows.end_row();
    total += i * 105 - 1'000;
  }
  const Cell last = {rows.row() - 1, 5};
  std::vector<TableColumn> columns;
  for (const char* name : {"No", "Customer", "Date", "Time", "Amount", "Real"}) {
    columns.push_back({name, book.style(heading)});
  }
  sheet.table({{kHeader, 0}, last}, "Invoices", columns);
  sheet.add_banding({{kFirst, 0}, last}, {0xF2, 0xF2, 0xF2});
  sheet.freeze({kFirst, 0});
  sheet.repeat_rows(kHeader, kHeader);
  sheet.print({});
  sheet.footer({header_text("Smith & Sons"), "&P / &N", header_text("2026 report")});
  sheet.text({last.row + 1, 0}, "\u0627\u0644\u0625\u062c\u0645\u0627\u0644\u064a", text);
  sheet.formula({last.row + 1, 4}, "SUBTOTAL(9," + a1(Range{{kFirst, 4}, {last.row, 4}}) + ")",
                static_cast<double>(total) / 100, money);
  for (std::uint16_t i = 0; i < 6; ++i) {
    sheet.column(i, i, std::max(rows.width(i) + 3, 12.0), text);
  }
}

/// Cells that a hostile or careless source may send.
void write_hostile(Workbook& book) {
  Sheet& sheet = book.add_sheet("His to ry 'a b", Direction::kLeftToRight);
  const StyleId code = book.style(number("@"));
  const StyleId plain = book.style(number(""));
  RowWriter& rows = sheet.stream(1, {{plain, code}, {code, code}});
  const auto pair = [&](std::string_view text) {
    rows.begin_row();
    rows.integer(rows.row());
    rows.text(text);
    rows.end_row();
  };
  pair("=1+1");
  pair("@SUM(A1)");
  pair("<b>&amp; \"quoted\" 'text'</b> ]]>");
  pair("  blanks around  ");
  pair("one\r\ntwo\rthree\n");
  pair(
      std::string_view("a\0b\x01"
                       "c\x1F"
                       "d\te",
                       9));
  pair("_x0041_ and _x_");
  pair("broken \xFF\xC0\x80 utf-8 \xED\xA0\x80");
  pair("\xEF\xBF\xBE nonchar \xEF\xBF\xBF");
  pair("\u202Eevil\u202C \u2066x\u2069 keep\u200D\u200C\u200E");
  pair("\U0001F600 emoji");
  pair("007");
  pair(std::string(40'000, 'x'));
  pair(std::string(300, '\n'));
  rows.begin_row();
  rows.integer(1'234'567'890'123'456'789);
  rows.decimal(-1'234'567'890'123'456, 2);
  rows.end_row();
  rows.begin_row();
  rows.number(std::numeric_limits<double>::quiet_NaN());
  rows.number(-std::numeric_limits<double>::infinity());
  rows.end_row();
  rows.begin_row();
  rows.integer(999'999'999'999'999);
  rows.decimal(std::numeric_limits<std::int64_t>::min() / 1'000'000, 12);
  rows.end_row();
  rows.begin_row({1, 30});
  rows.formula("SUM(A2:A3)&\"<\"", 3, code);
  rows.end_row();
  sheet.text({0, 0}, "= \x01 <&> _x0041_", code);
  sheet.text({0, 1}, "h\r\nx", code);
  sheet.filter({{0, 0}, {rows.row() - 1, 1}});
  sheet.ignore_number_as_text({{1, 0}, {rows.row() - 1, 1}});
  sheet.hide_gridlines();
}

/// As many columns as a sheet can have.
void write_wide(Workbook& book) {
  Sheet& sheet = book.add_sheet("Wide", Direction::kRightToLeft);
  RowWriter& rows = sheet.stream(1, std::vector<Column>(kColumnLimit));
  for (int row = 0; row < 3; ++row) {
    rows.begin_row();
    for (int column = 0; column < kColumnLimit; ++column) rows.integer(row * column);
    rows.end_row();
  }
  for (int column = 0; column < kColumnLimit; ++column) {
    sheet.text({0, static_cast<std::uint16_t>(column)}, "C" + std::to_string(column), {});
  }
  sheet.filter({{0, 0}, {3, kColumnLimit - 1}});
}

}  // namespace

int main(int count, char** arguments) try {
  const bool is_wide = count == 4 && std::string_view(arguments[3]) == "wide";
  if (count != 3 && !is_wide) return 2;
  Options options;
  options.created = base::Time{std::chrono::seconds{1'767'225'600}};
  options.properties.title = "Sample & <title>";
  Workbook book(arguments[2], options);
  if (is_wide) {
    write_wide(book);
  } else {
    write_invoices(book);
    write_hostile(book);
  }
  const SaveResult summary = book.save(arguments[1]);
  std::cout << summary.bytes << ' ' << base::hex(summary.sha256) << ' ' << summary.rows << '\n';
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
