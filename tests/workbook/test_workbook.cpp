#include <cstdio>
#include <filesystem>
#include <map>
#include <random>
#include <regex>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/error.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "workbook/direction.h"
#include "workbook/workbook.h"

using namespace workbook;

namespace {

SaveResult small_book(const std::filesystem::path& temp_dir, const std::filesystem::path& file) {
  Workbook book(temp_dir, {});
  RowWriter& rows = book.add_sheet("x", kLtr).stream(0, {{}, {}});
  for (int i = 0; i < 20'000; ++i) {
    rows.begin_row();
    rows.integer(i);
    rows.text("text " + std::to_string(i % 100));
    rows.end_row();
  }
  return book.save(file);
}

std::string output(const std::string& command) {
  FILE* const pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string text;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) text += static_cast<char>(c);
  ::pclose(pipe);
  return text;
}

std::string content(const std::filesystem::path& file, const std::string& name) {
  return output("unzip -p '" + file.string() + "' '" + name + "'");
}

/// Of each part its sizes, compressed and not, and its CRC.
std::string parts_of(const std::filesystem::path& file) {
  return output("unzip -v '" + file.string() + "' | tail -n +2");
}

}  // namespace

TEST_CASE("equal styles share an id") {
  const TempDir temp_dir;
  Workbook book(temp_dir.path(), {});
  Style bold;
  bold.bold = true;
  Style wide = bold;
  wide.indent = 2;
  const StyleId id = book.style(bold);
  CHECK(book.style(bold) == id);
  CHECK(book.style(wide) != id);
  CHECK(id != StyleId::kDefault);
}

TEST_CASE("too many number formats are refused") {
  const TempDir temp_dir;
  Workbook book(temp_dir.path(), {});
  const auto many = [&] {
    for (int i = 0; i < 300; ++i) {
      Style style;
      style.number_format = "0\"" + std::to_string(i) + "\"";
      static_cast<void>(book.style(style));
    }
  };
  CHECK_THROWS_AS(many(), base::Error);
}

TEST_CASE("an open style has the last number format that was set, even after cells use it") {
  const TempDir temp_dir;
  const auto file = temp_dir.path() / "book.xlsx";
  Workbook book(temp_dir.path(), {});
  Style percent;
  percent.number_format = "0.0%";
  const StyleId closed = book.style(percent);
  const StyleId one = book.open_style(percent);
  const StyleId other = book.open_style(percent);
  const StyleId left = book.open_style(percent);
  CHECK(std::set{closed, one, other, left}.size() == 4);
  CHECK(book.open_style_count() == 3);
  RowWriter& rows = book.add_sheet("x", kLtr).stream(0, {{}});
  for (const StyleId id : {closed, one, other, left}) {
    rows.begin_row();
    rows.decimal(5, 1, id);
    rows.end_row();
  }
  book.set_number_format(one, "0.00%");
  book.set_number_format(other, "0.00%");
  book.set_number_format(one, "0.000%");
  CHECK_THROWS_AS(book.set_number_format(closed, "0"), base::Error);
  CHECK_THROWS_AS(book.set_number_format(one, std::string(128, '0')), base::Error);
  static_cast<void>(book.save(file));
  const std::string styles = content(file, "xl/styles.xml");
  const std::regex code("numFmtId=\"([0-9]+)\" formatCode=\"([^\"]+)\"");
  std::map<std::string, std::string> codes;
  for (std::sregex_iterator at(styles.begin(), styles.end(), code), end; at != end; ++at) {
    codes[(*at)[1]] = (*at)[2];
  }
  const std::string cells = styles.substr(styles.find("<cellXfs"));
  const std::regex look("<xf numFmtId=\"([0-9]+)\"");
  std::vector<std::string> formats;
  for (std::sregex_iterator at(cells.begin(), cells.end(), look), end; at != end; ++at) {
    formats.push_back(codes[(*at)[1]]);
  }
  const auto format = [&](StyleId id) { return formats.at(static_cast<std::size_t>(id)); };
  CHECK(format(closed) == "0.0%");
  CHECK(format(one) == "0.000%");
  CHECK(format(other) == "0.00%");
  CHECK(format(left) == "0.0%");
}

TEST_CASE("a workbook that is not saved leaves no files") {
  const TempDir temp_dir;
  {
    Workbook book(temp_dir.path(), {});
    RowWriter& rows = book.add_sheet("x", kLtr).stream(0, {{}});
    rows.begin_row();
    rows.text("x");
    rows.end_row();
    CHECK(std::filesystem::is_empty(temp_dir.path()));
  }
  CHECK(std::filesystem::is_empty(temp_dir.path()));
}

TEST_CASE("a workbook over its size limit fails while its rows are written, and leaves no files") {
  const TempDir temp_dir;
  const auto file = temp_dir.path() / "book.xlsx";
  Options options;
  options.max_bytes = 200'000;
  int written = 0;
  SECTION("with its rows") {
    Workbook book(temp_dir.path(), options);
    RowWriter& rows = book.add_sheet("x", kLtr).stream(0, {{}});
    std::mt19937_64 random(5);
    const auto write_many = [&] {
      for (; written < 10'000'000; ++written) {
        rows.begin_row();
        rows.integer(static_cast<std::int64_t>(random() >> 12U));
        rows.end_row();
      }
    };
    CHECK_THROWS_AS(write_many(), base::SizeLimitExceeded);
    CHECK(written < 200'000);
  }
  SECTION("with its other parts") {
    options.max_bytes = 2'000;
    Workbook book(temp_dir.path(), options);
    book.add_sheet("x", kLtr);
    CHECK_THROWS_AS(book.save(file), base::SizeLimitExceeded);
  }
  CHECK(std::filesystem::is_empty(temp_dir.path()));
}

TEST_CASE("a workbook is saved once, to a new file in an existing directory") {
  const TempDir temp_dir;
  const auto file = temp_dir.path() / "x.xlsx";
  static_cast<void>(small_book(temp_dir.path(), file));
  CHECK_THROWS_AS(small_book(temp_dir.path(), file), base::Error);
  CHECK_THROWS_AS(small_book(temp_dir.path(), temp_dir.path() / "none" / "x.xlsx"), base::Error);
  CHECK_THROWS_AS(small_book(temp_dir.path() / "none", temp_dir.path() / "y.xlsx"), base::Error);
  Workbook book(temp_dir.path(), {});
  CHECK_THROWS_AS(book.save(temp_dir.path() / "y.xlsx"), base::Error);
  static_cast<void>(book.add_sheet("x", kLtr));
  static_cast<void>(book.save(temp_dir.path() / "y.xlsx"));
  CHECK_THROWS_AS(book.save(temp_dir.path() / "z.xlsx"), base::Error);
}

TEST_CASE("workbooks in several threads equal those of one") {
  const TempDir temp_dir;
  const SaveResult alone = small_book(temp_dir.path(), temp_dir.path() / "alone.xlsx");
  std::vector<SaveResult> made(4);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < made.size(); ++i) {
      threads.emplace_back([&, i] {
        made[i] = small_book(temp_dir.path(), temp_dir.path() / (std::to_string(i) + ".xlsx"));
      });
    }
  }
  CHECK(alone.rows == 20'000);
  const std::string parts = parts_of(temp_dir.path() / "alone.xlsx");
  REQUIRE(parts.find("xl/worksheets/sheet1.xml") != std::string::npos);
  for (std::size_t i = 0; i < made.size(); ++i) {
    CHECK(parts_of(temp_dir.path() / (std::to_string(i) + ".xlsx")) ==
          parts);  // names the differing one
    CHECK(made[i].sha256 == alone.sha256);
    CHECK(made[i].rows == alone.rows);
  }
}

TEST_CASE("sheets are saved in the order of their ranks, with all that refers to them") {
  const TempDir temp_dir;
  const std::filesystem::path file = temp_dir.path() / "a.xlsx";
  Workbook book(temp_dir.path(), {});
  Sheet& third = book.add_sheet("third", Direction::kRightToLeft, 1);
  Sheet& first = book.add_sheet("first", kLtr);
  Sheet& second = book.add_sheet("second", kLtr);
  Sheet& fourth = book.add_sheet("fourth", kLtr, 1);
  for (Sheet* sheet : {&third, &first, &second, &fourth}) {
    RowWriter& rows = sheet->stream(0, {{}});
    rows.begin_row();
    rows.text(sheet->name());
    rows.end_row();
  }
  third.text({2, 0}, "of the third", StyleId::kDefault);
  third.repeat_rows(0, 0);
  first.filter({{0, 0}, {1, 0}});
  second.link({2, 0}, third.name(), {0, 0}, "third", StyleId::kDefault);
  static_cast<void>(book.save(file));
  const std::string parts = content(file, "xl/workbook.xml");
  CHECK(std::regex_search(parts, std::regex("\"first\".*\"second\".*\"third\".*\"fourth\"")));
  CHECK(std::regex_search(parts, std::regex("localSheetId=\"0\" hidden=\"1\">'?first'?!")));
  CHECK(std::regex_search(parts, std::regex("Print_Titles\" localSheetId=\"2\">'?third'?!")));
  CHECK(content(file, "xl/worksheets/sheet1.xml").find("tabSelected=\"1\"") != std::string::npos);
  CHECK(content(file, "xl/worksheets/sheet3.xml").find("rightToLeft=\"1\"") != std::string::npos);
  CHECK(content(file, "xl/worksheets/sheet3.xml").find("tabSelected") == std::string::npos);
  CHECK(content(file, "xl/worksheets/sheet2.xml").find("<hyperlink ") != std::string::npos);
}
