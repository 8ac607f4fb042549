#include <algorithm>
#include <limits>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "workbook/direction.h"
#include "workbook/xml/skeleton.h"
#include "workbook/workbook.h"

using namespace workbook;

namespace {

std::string part(const std::filesystem::path& file, const std::string& name) {
  for (SkeletonPart& each : read_skeleton(file)) {
    if (each.name == name) return std::move(each.bytes);
  }
  return {};
}

/// The XML of the rows from `first_row` on that `push` writes.
template <class Push>
std::string sheet_xml(std::uint32_t first_row, std::vector<Column> columns, Push push) {
  const TempDir temp_dir;
  Workbook book(temp_dir.path(), {});
  push(book.add_sheet("x", kLtr).stream(first_row, std::move(columns)));
  const auto file = temp_dir.path() / "x.xlsx";
  static_cast<void>(book.save(file));
  const std::string xml = part(file, "xl/worksheets/sheet1.xml");
  const std::size_t begin = xml.find("<sheetData>") + 11;
  return xml.substr(begin, xml.find("</sheetData>") - begin);
}

/// The XML of one cell in A1.
template <class Push>
std::string cell_xml(Push push) {
  const std::string xml = sheet_xml(0, {{}}, [&](RowWriter& rows) {
    rows.begin_row();
    push(rows);
    rows.end_row();
  });
  constexpr std::string_view kBefore = "<row r=\"1\">";
  return xml.substr(kBefore.size(), xml.size() - kBefore.size() - 6);
}

std::string number(const std::string& value) { return "<c r=\"A1\"><v>" + value + "</v></c>"; }

}  // namespace

TEST_CASE("integers are written in full up to 15 digits and as text beyond") {
  CHECK(cell_xml([](RowWriter& rows) { rows.integer(0); }) == number("0"));
  CHECK(cell_xml([](RowWriter& rows) { rows.integer(-999'999'999'999'999); }) ==
        number("-999999999999999"));
  CHECK(cell_xml([](RowWriter& rows) { rows.integer(std::numeric_limits<std::int64_t>::min()); }) ==
        "<c r=\"A1\" t=\"s\"><v>0</v></c>");
}

TEST_CASE("decimals are written exactly") {
  const auto scaled = [](std::int64_t unscaled, int scale) {
    return cell_xml([=](RowWriter& rows) { rows.decimal(unscaled, scale); });
  };
  CHECK(scaled(1'250, 2) == number("12.5"));
  CHECK(scaled(-5, 2) == number("-0.05"));
  CHECK(scaled(0, 3) == number("0"));
  CHECK(scaled(100'000, 3) == number("100"));
  CHECK(scaled(1, 18) == number("0.000000000000000001"));
  CHECK(scaled(999'999'999'999'999, 2) == number("9999999999999.99"));
  CHECK(scaled(1'234'567'890'123'000, 4) == number("123456789012.3"));
}

TEST_CASE("reals are written so that they read back as the same value") {
  const auto real = [](double value) {
    return cell_xml([=](RowWriter& rows) { rows.number(value); });
  };
  CHECK(real(0.1) == number("0.1"));
  CHECK(real(-1'234.56) == number("-1234.56"));
  CHECK(real(-0.0) == number("0"));
  CHECK(real(0.1 + 0.2) == number("0.30000000000000004"));
  CHECK(real(1e300) == number("1e+300"));
  CHECK(real(1.0 / 3) == number("0.3333333333333333"));
  CHECK(real(123'456'789'012.34) == number("123456789012.34"));
}

TEST_CASE("dates and times are serial numbers") {
  CHECK(cell_xml([](RowWriter& rows) { rows.date(46'023); }) == number("46023"));
  CHECK(cell_xml([](RowWriter& rows) { rows.date_time(46'023, 43'200); }) == number("46023.5"));
  CHECK_THROWS_AS(cell_xml([](RowWriter& rows) { rows.date_time(46'023, 86'400); }), base::Error);
}

TEST_CASE("rows that end early, and blanks, stay empty") {
  CHECK(sheet_xml(6, {{}, {}}, [](RowWriter& rows) {
          rows.begin_row({2, 21.5});
          rows.blank();
          rows.end_row();
          rows.begin_row();
          rows.end_row();
        }) == "<row r=\"7\" ht=\"21.5\" outlineLevel=\"2\"></row><row r=\"8\"></row>");
}

TEST_CASE("texts of a column that never repeats them are written in its cells") {
  const std::string xml = sheet_xml(0, {{}, {}}, [](RowWriter& rows) {
    for (int i = 0; i < 40'000; ++i) {
      rows.begin_row();
      rows.text("unique " + std::to_string(i));
      rows.text("same");
      rows.end_row();
    }
  });
  CHECK(xml.find("<c r=\"A32768\" t=\"s\">") != std::string::npos);
  CHECK(xml.find("<c r=\"A32769\" t=\"inlineStr\"><is><t>unique 32768</t></is></c>") !=
        std::string::npos);
  CHECK(xml.find("<c r=\"B40000\" t=\"s\">") != std::string::npos);
}

TEST_CASE("shared strings use bounded memory") {
  const std::string xml = sheet_xml(0, {{}}, [](RowWriter& rows) {
    for (int i = 0; i < 40'000; ++i) {
      rows.begin_row();
      rows.text(std::to_string(i / 2) + std::string(2'000, '&'));
      rows.end_row();
    }
  });
  CHECK(xml.find("t=\"s\"") != std::string::npos);
  CHECK(xml.find("<c r=\"A39999\" t=\"inlineStr\"><is><t>19999&amp;") != std::string::npos);
}

TEST_CASE("the widest cell of a column is known at the end") {
  const TempDir temp_dir;
  int measured = 0;
  Options options;
  options.measure = [&](std::string_view text, bool is_bold) {
    ++measured;
    return static_cast<double>(text.size()) * (is_bold ? 2 : 1);
  };
  options.max_measured_width = 20;
  Workbook book(temp_dir.path(), options);
  Style style;
  style.number_format = "#,##0.00_);(#,##0.00)";
  const StyleId money = book.open_style(style);
  style.bold = true;
  const StyleId subtotal = book.style(style);
  RowWriter& rows = book.add_sheet("x", kLtr).stream(0, {{}, {money}, {{}, {}, false}});
  const auto row = [&](std::string_view text, std::int64_t cents,
                       StyleId its = StyleId::kOfColumn) {
    rows.begin_row();
    rows.text(text);
    rows.decimal(cents, 2, its);
    rows.text(text);
    rows.end_row();
  };
  row("twelve bytes", 100);
  row("short", 123'456'789);
  row("twelve bytes", 1);
  CHECK(measured == 1);
  CHECK(rows.width(0) == 12);
  CHECK(rows.width(1) == 13);  // "1,234,567.89" and the width of a parenthesis
  CHECK(rows.width(2) == 0);
  row(std::string(30, 'x'), -123'456'789);
  measured = 0;
  row(std::string(40, 'x'), 0);
  CHECK(measured == 0);
  CHECK(rows.width(0) == 30);
  CHECK(rows.width(1) == 14);
  book.set_number_format(money, "#,##0.0000_);(#,##0.0000)");  // known only now
  CHECK(rows.width(1) == 16);
  book.set_number_format(money, "#,##0_);(#,##0)");
  CHECK(rows.width(1) == 11);
  row("in bold", 10'000, subtotal);
  CHECK(rows.width(1) == 14);  // "100.00" and the width of a parenthesis, twice as wide
  rows.begin_row();
  rows.end_row();
  CHECK(rows.width(1) == 14);
}

TEST_CASE("a number that its format rounds up is as wide as it is then") {
  const TempDir temp_dir;
  Workbook book(temp_dir.path(), {});
  Style style;
  style.number_format = "0.0%_);(0.0%)";
  RowWriter& rows = book.add_sheet("x", kLtr).stream(0, {{book.style(style)}});
  const auto width = [&](std::int64_t unscaled, int scale) {
    rows.begin_row();
    rows.decimal(unscaled, scale);
    rows.end_row();
    return rows.width(0);
  };
  CHECK(width(55, 3) == 5);        // "5.5%" and the width of a parenthesis
  CHECK(width(155, 3) == 6);       // "15.5%"
  CHECK(width(99'996, 5) == 7);    // "100.0%"
  CHECK(width(15, 1) == 7);        // "150.0%"
  CHECK(width(-123'45, 2) == 10);  // "(12345.0%)"
  rows.begin_row();
  rows.number(9'999.9999);
  rows.end_row();
  CHECK(rows.width(0) == 12);  // "(1000000.0%)", as wide as if it were negative
}

TEST_CASE("every cell that is not written as given is counted") {
  const TempDir temp_dir;
  Workbook book(temp_dir.path(), {});
  RowWriter& rows = book.add_sheet("x", kLtr).stream(3, {{}});
  const auto cell = [&](auto push) {
    rows.begin_row();
    push();
    rows.end_row();
  };
  cell([&] { rows.text("fine"); });
  for (int i = 0; i < 2; ++i) cell([&] { rows.text("\xFF"); });
  cell([&] { rows.text(std::string(40'000, 'x')); });
  cell([&] { rows.text(std::string(80'000, 'x')); });
  cell([&] { rows.number(std::numeric_limits<double>::infinity()); });
  cell([&] { rows.integer(1'000'000'000'000'000); });
  const ColumnIssues& found = rows.issues(0);
  CHECK((found.repaired.cells == 2 && found.repaired.first_row == 4));
  CHECK((found.truncated.cells == 2 && found.truncated.first_row == 6));
  CHECK((found.not_finite.cells == 1 && found.not_finite.first_row == 8));
  CHECK((found.too_long.cells == 1 && found.too_long.first_row == 9));
}

TEST_CASE("a link has the given target, and is plain text if Excel would not follow it") {
  const TempDir temp_dir;
  Workbook book(temp_dir.path(), {});
  RowWriter& rows = book.add_sheet("x", kLtr).stream(0, {{}});
  const auto link = [&](const std::string& address, const std::string& fragment) {
    rows.begin_row();
    rows.link("text", {address, fragment});
    rows.end_row();
  };
  const std::string base = "https://a.example/";
  const std::string longest = base + std::string(2'079 - base.size(), 'a');
  link("https://[::1]/?a&b'%20", "c&d");
  link(longest, "");
  link(longest.substr(2), "a");
  link(longest + "a", "");
  link(longest.substr(1), "a");
  CHECK(rows.issues(0).unlinked.cells == 2);
  CHECK(rows.issues(0).unlinked.first_row == 3);
  for (const std::string& bad : {std::string{}, base + " ", base + "\"", base + "<", base + "#",
                                 base + "\xD8\xA7", base + '\0'}) {
    INFO(bad);
    rows.begin_row();
    CHECK_THROWS_AS(rows.link("text", {bad, {}}), base::Error);
    if (!bad.empty())
      CHECK_THROWS_AS(rows.link("text", {base, bad.substr(base.size())}), base::Error);
    rows.end_row();
  }
  const auto file = temp_dir.path() / "x.xlsx";
  static_cast<void>(book.save(file));
  const std::string sheet = part(file, "xl/worksheets/sheet1.xml");
  CHECK(sheet.find("<hyperlink ref=\"A1\" r:id=\"streamed1\" location=\"c&amp;d\"/>") !=
        std::string::npos);
  CHECK(sheet.find("<hyperlink ref=\"A4\"") == std::string::npos);
  const std::string relationships = part(file, "xl/worksheets/_rels/sheet1.xml.rels");
  CHECK(relationships.find("Target=\"https://[::1]/?a&amp;b'%20\" TargetMode=\"External\"") !=
        std::string::npos);
}

TEST_CASE("a sheet accepts 65,000 links and no more") {
  const TempDir temp_dir;
  Workbook book(temp_dir.path(), {});
  RowWriter& rows = book.add_sheet("x", kLtr).stream(0, {{}});
  for (int i = 0; i < 65'001; ++i) {
    rows.begin_row();
    rows.link("text", {"https://a.example/", {}});
    rows.end_row();
  }
  CHECK(rows.issues(0).unlinked.cells == 1);
  CHECK(rows.issues(0).unlinked.first_row == 65'000);
}

TEST_CASE("a sheet accepts 1,048,576 rows and no more") {
  const TempDir temp_dir;
  Workbook book(temp_dir.path(), {});
  RowWriter& rows = book.add_sheet("x", kLtr).stream(1, {{}});
  while (rows.rows_left() > 0) {
    rows.begin_row();
    rows.integer(rows.row());
    rows.end_row();
  }
  CHECK(rows.size() == kRowLimit - 1);
  CHECK_THROWS_AS(rows.begin_row(), base::Error);
  const auto file = temp_dir.path() / "x.xlsx";
  CHECK(book.save(file).rows == kRowLimit - 1);
  CHECK(part(file, "xl/worksheets/sheet1.xml").find("<row r=\"1048576\">") != std::string::npos);
}

TEST_CASE("writing rows stops on request") {
  const TempDir temp_dir;
  std::stop_source stop;
  Options options;
  options.stop = stop.get_token();
  Workbook book(temp_dir.path(), options);
  RowWriter& rows = book.add_sheet("x", kLtr).stream(0, {{}});
  rows.begin_row();
  rows.end_row();
  stop.request_stop();
  const auto push = [&] {
    for (int i = 0; i < 1'024; ++i) {
      rows.begin_row();
      rows.end_row();
    }
  };
  CHECK_THROWS_AS(push(), base::Canceled);
  const auto file = temp_dir.path() / "x.xlsx";
  CHECK_THROWS_AS(book.save(file), base::Canceled);
  CHECK(std::filesystem::is_empty(temp_dir.path()));
}

TEST_CASE("cells out of place are refused") {
  const TempDir temp_dir;
  Workbook book(temp_dir.path(), {});
  Sheet& sheet = book.add_sheet("x", kLtr);
  RowWriter& rows = sheet.stream(0, {{}});
  CHECK_THROWS_AS(rows.integer(1), base::Error);
  CHECK_THROWS_AS(rows.end_row(), base::Error);
  rows.begin_row();
  CHECK_THROWS_AS(rows.begin_row(), base::Error);
  rows.integer(1);
  CHECK_THROWS_AS(rows.integer(1), base::Error);
  CHECK_THROWS_AS(sheet.stream(0, {{}}), base::Error);
}
