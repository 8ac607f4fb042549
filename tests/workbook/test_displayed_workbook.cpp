#include "workbook/displayed_workbook.h"

#include <fstream>

#include "base/error.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "workbook/workbook.h"

using namespace workbook;

TEST_CASE("a saved workbook is read as its cells show it") {
  const TempDir temp_dir;
  Workbook book(temp_dir.path(), {});
  const StyleId money = book.style({.number_format = "#,##0.00_);(#,##0.00);\"-\"??_)"});
  const StyleId share = book.style({.number_format = "0.00%"});
  const StyleId open = book.open_style({.number_format = "0"});
  Sheet& other = book.add_sheet("<&\">", Direction::kLeftToRight);
  other.text({4, 1}, "below & beside", StyleId::kDefault);
  Sheet& sheet = book.add_sheet("Rows", Direction::kRightToLeft);
  sheet.text({0, 0}, "A title <1>", StyleId::kDefault);
  RowWriter& rows = sheet.stream(2, {{}, {money}, {}, {}, {open}});
  rows.begin_row();
  rows.text("_x0041_ & \u0639 <b>\n\"two\"  ");
  rows.decimal(-123450, 2);
  rows.number(0.0725, share);
  rows.formula("SUM(B3:B3)", -1234.5, money);
  rows.number(2.25);
  rows.end_row();
  rows.begin_row();
  rows.blank();
  rows.decimal(0, 0);
  rows.number_as_text("1234567890123456", StyleId::kDefault);
  rows.end_row();
  book.set_number_format(open, "0.0");
  sheet.formula({4, 1}, "1+1", 2, money);
  sheet.formula({5, 0}, "\"a\"", "a", StyleId::kDefault);
  const auto file = temp_dir.path() / "x.xlsx";
  static_cast<void>(book.save(file));

  const DisplayedWorkbook displayed(file);
  auto shown = displayed.rows("Rows");
  using Row = DisplayedWorkbook::Row;
  CHECK(shown.at(0) == Row{"A title <1>"});
  CHECK(shown.at(2) ==
        Row{"_x0041_ & \u0639 <b>\n\"two\"  ", "(1,234.50)", "7.25%", "(1,234.50)", "2.3"});
  CHECK(shown.at(3) == Row{"", "-", "1234567890123456"});
  CHECK(shown.at(4) == Row{"", "2.00"});
  CHECK(shown.at(5) == Row{"a"});
  CHECK_FALSE(shown.contains(1));
  CHECK(displayed.rows("<&\">").at(4) == Row{"", "below & beside"});
  CHECK_THROWS_AS(displayed.rows("None"), base::Error);
}

TEST_CASE("a file that is no workbook is refused") {
  const TempDir temp_dir;
  const auto file = temp_dir.path() / "x.xlsx";
  std::ofstream(file) << "no zip";
  CHECK_THROWS_AS(DisplayedWorkbook(file), base::Error);
}
