#include <algorithm>
#include <regex>

#include "base/error.h"
#include "support/catch.h"
#include "report/rendered.h"

namespace {

/// Fills the shop with `count` orders, a tenth of them of branch B.
void fill(const Shop& shop, int count) {
  shop.execute(
      "DELETE FROM orders; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i "
      "< " +
      std::to_string(count) +
      ") INSERT INTO orders (id, organization, branch, number, amount, items) "
      "SELECT i, 'top', CASE WHEN i % 10 THEN 'A' ELSE 'B' END, 'N-' || i, i, 1 FROM n");
}

/// Renders a report over sheets of at most `rows_on_sheet` rows.
std::filesystem::path rendered_over(const Shop& shop, std::uint32_t rows_on_sheet) {
  source::SourceRegistry sources;
  report::RenderContext small = context(shop, sources);
  small.max_rows_per_sheet = rows_on_sheet;
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  static_cast<void>(report::render(shop.order("en"), small, file, progress, {}));
  return file;
}

}  // namespace

TEST_CASE("a group that continues on another sheet has one total over both") {
  const Shop shop(R"({"groups": [{"by": "branch", "subtotal": true}]})");
  fill(shop, 100);
  const auto file = rendered_over(shop, 100);  // 42 of them are reserved
  CHECK(holds(part(file, "xl/workbook.xml"), "name=\"Orders (2)\" sheetId=\"2\""));
  const std::string second = part(file, "xl/worksheets/sheet2.xml");
  CHECK(std::regex_search(
      second,
      std::regex("<f>ROUND\\(SUBTOTAL\\(9,'Orders'!G6:G\\d+,'Orders \\(2\\)'!G6:G\\d+\\),6\\)</f>"
                 "<v>4500</v>")));  // of A: 90 numbers, 50 on average
  CHECK(holds(second, "<v>550</v>"));
  CHECK(std::regex_search(
      second,
      std::regex("<f>ROUND\\(SUBTOTAL\\(9,'Orders'!G5:G\\d+,'Orders \\(2\\)'!G5:G\\d+\\),6\\)</f>"
                 "<v>5050</v>")));
  CHECK_FALSE(holds(part(file, kSheet1), "SUBTOTAL"));
  CHECK(holds(part(file, kStrings), ">Branch: A (continued)<") !=
        holds(part(file, kStrings), ">A (continued)<"));
}

TEST_CASE("the earliest day of a group covers both of its sheets") {
  const Shop shop(R"({"groups": [{"by": "branch", "subtotal": true}]})");
  fill(shop, 100);
  shop.execute("UPDATE orders SET placed_on = date('2026-06-30', '-' || id || ' days')");
  model::ReportSpec order = shop.order("ar");
  model::DataModel model = *order.model;
  std::ranges::find(model.columns, "placedOn", &model::Column::key)->aggregate =
      model::Aggregate::kMin;
  order.model = &model;
  source::SourceRegistry sources;
  report::RenderContext small = context(shop, sources);
  small.max_rows_per_sheet = 100;
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  static_cast<void>(report::render(order, small, file, progress, {}));
  CHECK(std::regex_search(
      part(file, "xl/worksheets/sheet2.xml"),
      std::regex(
          "<f>SUBTOTAL\\(5,'[^']+'!C6:C\\d+,'[^']+'!C6:C\\d+\\)</f>"
          "<v>46104</v></c><c r=\"D\\d+\" s=\"\\d+\"/>")));  // 2026-03-23, without a Hijri date
  CHECK(holds(part(file, "xl/worksheets/sheet3.xml"), "<v>46103</v>"));  // on the sheet about all
}

TEST_CASE("rows that continue on another sheet have their header, filter and table there too") {
  const Shop shop;
  fill(shop, 100);
  const auto file = rendered_over(shop, 100);
  CHECK(holds(part(file, "xl/tables/table2.xml"), "displayName=\"data_shop_orders_2\""));
  const std::string book = part(file, "xl/workbook.xml");
  CHECK(holds(book, "localSheetId=\"1\">'Orders (2)'!$4:$4<"));
  CHECK(holds(part(file, "xl/worksheets/sheet2.xml"), "state=\"frozen\""));
}

TEST_CASE("the data sheet continues on another, with a table on each") {
  const Shop shop(R"({"groups": [{"by": "branch", "subtotal": true}], "dataSheet": true})");
  fill(shop, 100);
  const auto file = rendered_over(shop, 100);
  const std::string book = part(file, "xl/workbook.xml");
  CHECK(
      std::regex_search(book, std::regex("\"Orders \\(2\\)\".*\"Data\".*\"Data \\(2\\)\".*About")));
  CHECK(
      holds(part(file, "xl/tables/table1.xml"), "displayName=\"all_shop_orders\" ref=\"A1:O100\""));
  CHECK(
      holds(part(file, "xl/tables/table2.xml"), "displayName=\"all_shop_orders_2\" ref=\"A1:O2\""));
  CHECK_FALSE(holds(part(file, "xl/worksheets/sheet3.xml"), "<f>"));
  shop.execute("DELETE FROM orders");
  std::filesystem::remove(file);
  const auto empty = rendered_over(shop, 100);
  CHECK(
      holds(part(empty, "xl/tables/table1.xml"), "displayName=\"all_shop_orders\" ref=\"A1:O2\""));
}

TEST_CASE("at most 500 instances have sheets, and a warning says what to do") {
  const Shop shop(R"({"sheetPerInstance": true})");
  fill(shop, 501);
  job::Progress progress;
  source::SourceRegistry sources;
  const auto file = shop.directory() / "a.xlsx";
  const auto render = [&] {
    return report::render(shop.order("ar"), context(shop, sources), file, progress, {});
  };
  try {
    static_cast<void>(render());
    FAIL("501 sheets were made");
  } catch (const base::Error& error) {
    REQUIRE(error.user_message());
    CHECK(error.user_message()->key == "report.too_many_sheets");
  }
  CHECK_FALSE(std::filesystem::exists(file));
  shop.execute("DELETE FROM orders WHERE id = 501");
  CHECK(render().rows == 500);
  CHECK(holds(part(file, "xl/workbook.xml"),
              "sheetId=\"502\""));  // with the index and the sheet about the report
}

TEST_CASE("charts of each kind begin on the side where their language begins") {
  for (const char* kind : {"column", "bar", "line", "pie"}) {
    INFO(kind);
    const Shop shop(
        std::string(R"({"groups": [{"by": "branch", "subtotal": true}], "chart": {"kind": ")") +
        kind + R"(", "values": ["amount"]}})");
    const std::string arabic = part(rendered(shop, "ar"), "xl/charts/chart1.xml");
    const std::string english = part(rendered(shop, "en"), "xl/charts/chart1.xml");
    const bool has_axes = std::string_view(kind) != "pie";
    CHECK(holds(arabic, "orientation val=\"maxMin\"") == has_axes);
    CHECK(holds(english, "orientation val=\"maxMin\"") == (std::string_view(kind) == "bar"));
    CHECK(holds(arabic, "rtl=\"1\""));
    CHECK(holds(arabic, "<c:lang val=\"ar-SA\"/>"));
    CHECK_FALSE(holds(arabic, "en-US"));
    CHECK_FALSE(holds(english, "ar-SA"));
    for (const std::string& chart : {arabic, english}) {
      CHECK(holds(chart, "<a:cs typeface=\"Arial\"/>"));
    }
  }
}

TEST_CASE("a chart is described in words, and its header and that of groups are marked") {
  const Shop shop(R"({"groups": [{"by": "branch", "subtotal": true}],
      "chart": {"kind": "column", "values": ["amount"]}})");
  shop.execute(
      "UPDATE orders SET branch = CASE id WHEN 1 THEN 'A' ELSE 'B' END, amount = id * 1000");
  const auto english = rendered(shop, "en");
  const std::string drawing = part(english, "xl/drawings/drawing1.xml");
  CHECK(std::regex_search(
      drawing,
      std::regex(
          "descr=\"Column chart: [^\"]*2 categories\\. Amount[^\"]*: from [0-9,.]+\u00A0SAR to "
          "[0-9,.]+\u00A0SAR; the highest is B\\.\"")));
  CHECK(holds(part(rendered(shop, "ar"), "xl/drawings/drawing1.xml"), "descr=\""));
  const std::string book = part(english, "xl/workbook.xml");
  for (const char* sheet : {"0", "1"}) {
    const std::string number = std::to_string(std::stoi(sheet) + 1);
    CHECK(std::regex_search(
        book, std::regex("<definedName name=\"ColumnTitleRegion1\\.A\\d+\\.[A-Z]+\\d+\\." + number +
                         "\" localSheetId=\"" + sheet + "\">[^<]*!\\$A\\$\\d+<")));
  }
}

TEST_CASE("the index adds up the totals as their sheets round them") {
  const Shop shop(R"({"sheetPerInstance": true, "sheetTitle": "number"})");
  shop.execute("UPDATE orders SET amount = '0.0000004'");  // each total is rounded to zero
  const std::string index = part(rendered(shop, "en"), kSheet1);
  CHECK(std::regex_search(index, std::regex("<f>ROUND\\(SUM\\([A-Z0-9:]+\\),6\\)</f><v>0</v>")));
}

TEST_CASE("a row without a number is a gap in the chart") {
  const Shop shop(R"({"chart": {"kind": "line", "category": "number", "values": ["items"]}})");
  const std::string chart = part(rendered(shop, "en"), "xl/charts/chart1.xml");
  CHECK(holds(chart,
              "<c:ptCount val=\"3\"/><c:pt idx=\"0\"><c:v>3</c:v></c:pt><c:pt idx=\"1\">"
              "<c:v>0</c:v></c:pt></c:numCache>"));
  CHECK(holds(chart, "<c:dispBlanksAs val=\"gap\"/>"));
}

TEST_CASE("an unreadable pie is drawn as columns, with a warning") {
  const Shop shop(R"({"chart": {"kind": "pie", "category": "number", "values": ["amount"]}})");
  const auto is_pie = [&] {
    source::SourceRegistry sources;
    job::Progress progress;
    const auto file = shop.directory() / "a.xlsx";
    const report::Result result =
        report::render(shop.order("en"), context(shop, sources), file, progress, {});
    const std::string chart = part(file, "xl/charts/chart1.xml");
    std::filesystem::remove(file);
    const bool is_round = holds(chart, "<c:pieChart>");
    CHECK(holds(chart, "<c:barChart>") != is_round);
    CHECK((result.warnings.size() == 1 && result.warnings[0].key == "report.pie_as_columns") !=
          is_round);
    return is_round;
  };
  CHECK_FALSE(is_pie());  // one amount is negative
  fill(shop, 16);
  CHECK(is_pie());
  fill(shop, 17);
  CHECK_FALSE(is_pie());
}

TEST_CASE("an instance with an invisible title is named by its id") {
  const Shop shop(R"({"sheetPerInstance": true, "sheetTitle": "number"})");
  shop.execute("UPDATE orders SET number = char(8207) || ' ' WHERE id = 2");
  CHECK(holds(part(rendered(shop, "en"), "xl/workbook.xml"), "<sheet name=\"2\""));
}

TEST_CASE("a whole number as a sheet name is not formatted as an amount") {
  const Shop shop(R"({"sheetPerInstance": true, "sheetTitle": "items"})");
  shop.execute("UPDATE orders SET items = 12345 WHERE id = 1");
  CHECK(holds(part(rendered(shop, "en"), "xl/workbook.xml"), "<sheet name=\"12345\""));
}

TEST_CASE("categories of groups are told apart by their instances") {
  const Shop shop(
      R"({"sheetPerInstance": true, "sheetTitle": "number", "groups": [{"by": "branch", "subtotal": true}],
          "chart": {"kind": "bar", "values": ["amount"]}})");
  const std::string strings = part(rendered(shop, "en"), kStrings);
  CHECK(holds(strings, ">N-1 \u2013 A<"));
  CHECK(holds(strings, ">N-3 \u2013 A<"));
}

TEST_CASE("the sheet of an instance in the other language says so") {
  const Shop shop(
      R"({"sheetPerInstance": true, "sheetTitle": "number", "languages": ["ar", "en"]})");
  const std::string book = part(rendered(shop, "ar"), "xl/workbook.xml");
  CHECK(holds(book, "\"N-1\""));
  CHECK(holds(book, "\"N-1 (English)\""));
  CHECK_FALSE(holds(book, "(2)"));
}

TEST_CASE("a chart of several currencies names them, with a warning") {
  const Shop shop(
      R"({"chart": {"kind": "column", "category": "number", "values": ["amount", "fee"]}})");
  source::SourceRegistry sources;
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  const report::Result result =
      report::render(shop.order("en"), context(shop, sources), file, progress, {});
  CHECK(std::ranges::find(result.warnings, "report.chart_of_currencies", &base::Message::key) !=
        result.warnings.end());
  const std::string chart = part(file, "xl/charts/chart1.xml");
  CHECK(holds(chart, "Fee (KWD)"));
  // Named by the header cell, so that the chart follows a user who edits it.
  CHECK(std::regex_search(chart,
                          std::regex("<c:tx><c:strRef><c:f>Chart!\\$C\\$\\d+</c:f><c:strCache>"
                                     "<c:ptCount val=\"1\"/><c:pt idx=\"0\"><c:v>Fee \\(KWD\\)<")));
}

TEST_CASE("the numbers of a chart repeat their header on each page") {
  const Shop shop(R"({"chart": {"kind": "column", "category": "number", "values": ["amount"]}})");
  fill(shop, 100);
  CHECK(std::regex_search(part(rendered(shop, "en"), "xl/workbook.xml"),
                          std::regex("localSheetId=\"1\">'?Chart'?!\\$\\d+:\\$\\d+<")));
}

TEST_CASE("a link to an instance is read in the direction of its text") {
  const Shop shop(R"({"sheetPerInstance": true, "sheetTitle": "customer"})");
  shop.execute("UPDATE orders SET customer_en = char(1588, 1585, 1603, 1577) || ' ABC (1)'");
  const auto file = rendered(shop, "en");
  CHECK(holds(part(file, "xl/styles.xml"), "readingOrder=\"2\""));
  shop.execute("UPDATE orders SET customer_en = 'ABC'");
  std::filesystem::remove(file);
  CHECK_FALSE(holds(part(rendered(shop, "en"), "xl/styles.xml"),
                    "<alignment horizontal=\"left\" vertical=\"center\" indent=\"1\" "
                    "readingOrder=\"2\"/></xf></cellXfs>"));
}
