#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "support/catch.h"
#include "report/rendered.h"

namespace {

using Formats = std::vector<std::string>;

/// A report of a modified data model, with its warnings.
struct Changed {
  std::filesystem::path file;
  std::vector<base::Message> warnings;

  [[nodiscard]] const base::Message* warning(const std::string& key) const {
    const auto found = std::ranges::find(warnings, key, &base::Message::key);
    return found == warnings.end() ? nullptr : &*found;
  }
  [[nodiscard]] std::int64_t count(const std::string& key) const {
    const base::Message* its = warning(key);
    return its == nullptr ? 0 : std::get<std::int64_t>(its->arguments[0].second);
  }
  /// The row of the first such warning.
  [[nodiscard]] std::int64_t row(const std::string& key) const {
    return std::get<std::int64_t>(warning(key)->arguments[2].second);
  }
  [[nodiscard]] std::string sheet(const std::string& key) const {
    return std::get<std::string>(warning(key)->arguments[3].second);
  }
};

using Change = std::function<void(model::Column&)>;

Changed changed(const Shop& shop, const std::string& key, const Change& change,
                const std::string& lang = "en", const std::string& members = "",
                std::uint32_t rows_on_sheet = workbook::kRowLimit) {
  model::ReportSpec order = shop.order(lang, members);
  model::DataModel model = *order.model;
  change(*std::ranges::find(model.columns, key, &model::Column::key));
  order.model = &model;
  source::SourceRegistry sources;
  job::Progress progress;
  report::RenderContext its = context(shop, sources);
  its.max_rows_per_sheet = rows_on_sheet;
  const auto file = shop.directory() / "a.xlsx";
  std::filesystem::remove(file);
  auto result = report::render(order, its, file, progress, {});
  return {file, std::move(result.warnings)};
}

void unchanged(model::Column& /*column*/) {}

/// The formats of the numbers and texts of a column, without consecutive repetitions.
Formats formats_of(const std::filesystem::path& file, const std::string& column,
                   const std::string& sheet = kSheet1) {
  Formats formats = number_formats(file, sheet, column);
  std::erase(formats, "");  // of the heading and of group names
  formats.erase(std::ranges::unique(formats).begin(), formats.end());
  return formats;
}

/// The format of percentages with that many decimals.
std::string percent(std::size_t decimals) {
  const std::string digits = decimals == 0 ? "0%" : "0." + std::string(decimals, '0') + "%";
  return digits + "_);(" + digits + ");\"-\"" + std::string(decimals, '?') + "_%_)";
}

}  // namespace

TEST_CASE("percentages of a column have as many decimals as one of them needs, from one to four") {
  const Shop shop;
  const auto format = [&](const char* rates, const char* lang = "en") {
    shop.execute(std::string{"UPDATE orders SET rate = CASE id "} + rates + " END");
    const Formats formats = formats_of(changed(shop, "rate", unchanged, lang).file, "I");
    REQUIRE(formats.size() == 1);
    return formats.front();
  };
  for (const char* lang : {"en", "ar"}) {
    CHECK(format("WHEN 1 THEN 0.15 ELSE 0.05", lang) == percent(1));
    CHECK(format("WHEN 1 THEN 0.9996 ELSE 0.5", lang) == percent(2));
    CHECK(format("WHEN 1 THEN 0.00125 ELSE -0.0004", lang) == percent(3));
    CHECK(format("WHEN 1 THEN '0.123456' ELSE NULL", lang) == percent(4));
    CHECK(format("WHEN 1 THEN 0.1234567 WHEN 2 THEN 0.00125", lang) == percent(1));
    CHECK(format("WHEN 1 THEN 1.0 / 3 ELSE 0.00125", lang) == percent(1));
    CHECK(format("WHEN 1 THEN 0.1 + 0.2 ELSE 0.5", lang) == percent(1));  // 0.30000000000000004
    CHECK(format("WHEN 9 THEN 1", lang) == percent(1));
  }
}

TEST_CASE("a column of decimals shows two to six, and two if a value has more") {
  const Shop shop;
  const auto format = [&](const char* amounts) {
    shop.execute(std::string{"UPDATE orders SET amount = CASE id "} + amounts + " END");
    const auto decimal = [](model::Column& column) {
      column.type = model::Type::kDecimal;
      column.currency.clear();
    };
    const Formats formats = formats_of(changed(shop, "amount", decimal).file, "G");
    REQUIRE(formats.size() == 1);  // its total has it too
    return formats.front();
  };
  CHECK(format("WHEN 1 THEN 1 ELSE 2.5") == "#,##0.00_);(#,##0.00);\"-\"??_)");
  CHECK(format("WHEN 1 THEN 0.125 ELSE '2.50000'") == "#,##0.000_);(#,##0.000);\"-\"???_)");
  CHECK(format("WHEN 1 THEN 0.000001 ELSE 2") == "#,##0.000000_);(#,##0.000000);\"-\"??????_)");
  CHECK(format("WHEN 1 THEN 0.0000004 ELSE 0.125") == "#,##0.00_);(#,##0.00);\"-\"??_)");
}

TEST_CASE(
    "the sheet of each instance has the decimals that it needs, and sheets about all the most of "
    "them") {
  const Shop shop(
      R"({"sheetPerInstance": true, "sheetTitle": "number", "languages": ["en", "ar"]})");
  shop.execute(
      "UPDATE orders SET rate = CASE id WHEN 1 THEN 0.00125 WHEN 2 THEN 0.25 ELSE 0.1234 END");
  const auto total = [](model::Column& column) { column.aggregate = model::Aggregate::kSum; };
  const auto [file, warnings] = changed(shop, "rate", total);
  const std::vector<std::string> rates = {percent(3), percent(1), percent(2)};
  for (std::size_t i = 0; i < rates.size(); ++i) {
    for (const std::size_t index : {1, 6}) {  // its instances follow
      const std::string sheet = "xl/worksheets/sheet" + std::to_string(index + 1 + i) + ".xml";
      INFO(sheet);
      CHECK(formats_of(file, "I", sheet) == Formats{rates[i]});  // values and their total
    }
  }
  for (const char* index : {kSheet1, "xl/worksheets/sheet6.xml"}) {
    // The sums of items and amounts follow number, title and rows.
    CHECK(formats_of(file, "F", index).back() == rates[0]);
  }
}

TEST_CASE(
    "subtotals, totals, the chart and the sheet about a report have the decimals of the values") {
  const Shop shop(R"({"groups": [{"by": "branch", "subtotal": true}],
                      "chart": {"kind": "bar", "values": ["amount"]}})");
  shop.execute(
      "UPDATE orders SET amount = CASE id WHEN 1 THEN 0.00125 WHEN 2 THEN 'x' ELSE 0.25 END");
  const auto average = [](model::Column& column) {
    column.type = model::Type::kPercent;
    column.currency.clear();
    column.aggregate = model::Aggregate::kAverage;
  };
  const std::string plain = percent(3);
  const std::string marked = "0.000%_)\"*\";(0.000%)\"*\";\"-\"???_%_)\"*\"";
  for (const char* lang : {"en", "ar"}) {
    INFO(lang);
    const auto file = changed(shop, "amount", average, lang).file;
    // Values and subtotal of A; a text of B, which has none, and its subtotal; the total.
    CHECK(formats_of(file, "G") == Formats{plain, marked});
    const Formats chart = formats_of(file, "B", "xl/worksheets/sheet2.xml");
    CHECK(std::ranges::find(chart, plain) != chart.end());
    const Formats about = formats_of(file, "B", "xl/worksheets/sheet3.xml");
    CHECK(std::ranges::find(about, marked) != about.end());
  }
}

TEST_CASE("a report over several sheets has the same decimals on all of them") {
  const Shop shop(R"({"groups": [{"by": "branch", "subtotal": true}]})");
  shop.execute(
      "DELETE FROM orders; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i "
      "< 100) INSERT INTO orders (id, organization, branch, number, rate) "
      "SELECT i, 'top', CASE WHEN i % 10 THEN 'A' ELSE 'B' END, 'N-' || i, "
      "CASE i WHEN 1 THEN 0.00125 ELSE 0.5 END FROM n");
  const auto sum = [](model::Column& column) { column.aggregate = model::Aggregate::kSum; };
  const auto file = changed(shop, "rate", sum, "en", "", 100).file;
  CHECK(formats_of(file, "I") == Formats{percent(3)});
  CHECK(formats_of(file, "I", "xl/worksheets/sheet2.xml") == Formats{percent(3)});
}

TEST_CASE("the chart of rows has the decimals of its values") {
  const Shop shop(R"({"chart": {"kind": "line", "category": "number", "values": ["rate"]}})");
  shop.execute(
      "UPDATE orders SET rate = CASE id WHEN 1 THEN 0.00125 WHEN 2 THEN 'x' ELSE 0.25 END");
  const auto file = rendered(shop, "en");
  const Formats chart = formats_of(file, "B", "xl/worksheets/sheet2.xml");
  CHECK(std::ranges::find(chart, percent(3)) != chart.end());
  CHECK(holds(part(file, "xl/charts/chart1.xml"),
              "<c:pt idx=\"0\"><c:v>0.00125</c:v></c:pt><c:pt idx=\"2\">"));
}

TEST_CASE("decimals that the data model sets are shown, and what they hide causes no warning") {
  const Shop shop;
  shop.execute(
      "UPDATE orders SET rate = CASE id WHEN 1 THEN 0.9999 WHEN 2 THEN 0.0001 ELSE 1.0 / 3 END, "
      "amount = '3.3333333333333333'");
  const auto decimals = [](int count) {
    return [count](model::Column& column) { column.decimals = count; };
  };
  for (const char* lang : {"en", "ar"}) {
    const auto whole = changed(shop, "rate", decimals(0), lang);
    CHECK(formats_of(whole.file, "I") == Formats{percent(0)});
    CHECK(whole.count("report.shown_as_zero") == 0);
    CHECK(whole.count("report.shown_as_hundred_percent") == 0);
    const auto money = changed(shop, "amount", decimals(4), lang);
    CHECK(formats_of(money.file, "G") == Formats{"#,##0.0000_);(#,##0.0000);\"-\"????_)"});
    CHECK(money.count("report.more_decimals") == 0);
    CHECK(money.count("report.rounded") == 0);
  }
}

TEST_CASE("values that are printed as zero or as 100 percent cause a warning") {
  const Shop shop;
  shop.execute(
      "UPDATE orders SET rate = CASE id WHEN 1 THEN 1.0 / 3 WHEN 2 THEN -0.0004 ELSE 0.9996 END");
  const auto told = changed(shop, "rate", unchanged);
  CHECK(told.count("report.shown_as_zero") == 1);
  CHECK(told.row("report.shown_as_zero") == 6);  // the second row below the header
  CHECK(told.count("report.shown_as_hundred_percent") == 1);
  CHECK(told.row("report.shown_as_hundred_percent") == 7);
  CHECK(told.warnings.size() == 2);
  shop.execute(
      "UPDATE orders SET rate = CASE id WHEN 1 THEN 0.5 WHEN 2 THEN -0.0004 ELSE 0.9996 END");
  CHECK(changed(shop, "rate", unchanged).warnings.empty());  // all of them are shown in full
}

TEST_CASE("a total that is printed as 100 percent causes a warning unless rounding explains it") {
  const Shop shop;
  const auto told = [&](model::Aggregate total, const std::string& rates) {
    shop.execute("UPDATE orders SET rate = CASE id " + rates + " END");
    return changed(shop, "rate", [&](model::Column& column) { column.aggregate = total; });
  };
  const auto average = told(model::Aggregate::kAverage, "WHEN 1 THEN 0.99999 ELSE 1");
  CHECK(average.count("report.shown_as_hundred_percent") == 1);
  CHECK(average.row("report.shown_as_hundred_percent") == 8);  // the row of the totals
  const auto sum =
      told(model::Aggregate::kSum, "WHEN 1 THEN 1.0 / 3 WHEN 2 THEN 1.0 / 3 ELSE 1.0 / 3");
  CHECK(sum.warnings.empty());
  CHECK(holds(part(sum.file, kSheet1), ",10)</f><v>0.9999999999</v>"));
}

TEST_CASE("an amount with more decimals than its currency causes a warning and keeps them") {
  const Shop shop;
  shop.execute("UPDATE orders SET amount = CASE id WHEN 1 THEN 1 ELSE 250.855 END");
  for (const char* currency : {"SAR", "JPY"}) {
    const auto told =
        changed(shop, "amount", [&](model::Column& column) { column.currency = currency; });
    CHECK(told.count("report.more_decimals") == 2);
    CHECK(told.row("report.more_decimals") == 6);
    CHECK(holds(part(told.file, kSheet1), "<v>250.855</v>"));
  }
  const auto none = changed(shop, "amount", [](model::Column& column) { column.currency = "KWD"; });
  CHECK(none.warnings.empty());
  shop.execute(
      "UPDATE orders SET price = 1.5, unit = CASE id WHEN 1 THEN 'JPY' ELSE 'SAR' END, amount = 1");
  const auto of_rows = changed(shop, "price", unchanged);
  CHECK(of_rows.count("report.more_decimals") == 1);
}

TEST_CASE("binary residue appears neither in values nor in totals") {
  const Shop shop(R"({"groups": [{"by": "branch", "subtotal": true}]})");
  shop.execute(
      "UPDATE orders SET amount = CASE id WHEN 1 THEN 0.1 + 0.2 WHEN 2 THEN 0.1 + 0.2 - 0.3 ELSE "
      "-0.3 END");
  for (const model::Type type : {model::Type::kMoney, model::Type::kDecimal}) {
    const auto told = changed(shop, "amount", [&](model::Column& column) {
      column.type = type;
      column.decimals = 2;
      if (type == model::Type::kDecimal) column.currency.clear();
    });
    const std::string sheet = part(told.file, kSheet1);
    CHECK(holds(sheet, "<v>0.3</v>"));
    CHECK(holds(sheet, "<f>ROUND(SUBTOTAL(9,G"));
    CHECK(holds(sheet, "),6)</f><v>0</v>"));
    CHECK_FALSE(holds(sheet, "e-"));
    CHECK_FALSE(holds(sheet, "000000004"));
  }
}

TEST_CASE("a number with a fraction is not a whole number, however it is stored") {
  const Shop shop;
  const auto items = [&](const std::string& values) {
    shop.execute("UPDATE orders SET items = CASE id " + values + " END");
    return changed(shop, "items", unchanged);
  };
  for (const char* value : {"12.4", "'12.4'"}) {
    INFO(value);
    const auto told = items(std::string{"WHEN 1 THEN "} + value + " ELSE 12");
    CHECK(told.count("report.misfits") == 1);
    CHECK(told.row("report.misfits") == 5);
    CHECK(holds(part(told.file, kStrings), ">12.4<"));
    CHECK(holds(part(told.file, kSheet1), "</f><v>24</v>"));
  }
  const auto whole = items("WHEN 1 THEN 12.0 WHEN 2 THEN 11.9999999999999999 ELSE ' 12.00 '");
  CHECK(whole.warnings.empty());
  CHECK(holds(part(whole.file, kSheet1), "</f><v>36</v>"));
}

TEST_CASE("a binary number of sixteen digits is text, like a whole number of sixteen digits") {
  const Shop shop;
  shop.execute(
      "UPDATE orders SET amount = CASE id WHEN 1 THEN 1e15 WHEN 2 THEN 9223372036854775808 ELSE "
      "999999999999999.0 END");
  for (const model::Type type :
       {model::Type::kInteger, model::Type::kMoney, model::Type::kDecimal}) {
    const auto told = changed(shop, "amount", [&](model::Column& column) { column.type = type; });
    CHECK(told.count("report.cells_too_long") == 2);
    CHECK(told.warnings.size() == 1);
    CHECK(holds(part(told.file, kStrings), ">1e+15<"));
    CHECK(holds(part(told.file, kStrings), ">9.22337203685478e+18<"));  // the other digits are lost
    CHECK(holds(part(told.file, kSheet1), "</f><v>999999999999999</v>"));
  }
}

TEST_CASE("minor units of an unknown currency are neither divided nor added up") {
  const Shop shop;
  shop.execute(
      "UPDATE orders SET fee = 1250, unit = CASE id WHEN 1 THEN 'ZZQ' WHEN 2 THEN 'KWD' END");
  const auto fee = [&](bool is_of_rows) {
    return changed(shop, "fee", [&](model::Column& column) {
      column.currency.clear();
      column.currency_from = is_of_rows ? "unit" : "";
      column.aggregate = model::Aggregate::kSum;
    });
  };
  const auto of_rows = fee(true);
  CHECK(of_rows.count("report.undivided") == 2);
  CHECK(of_rows.count("report.unknown_currencies") == 0);
  CHECK(holds(part(of_rows.file, kStrings), ">1250<"));
  CHECK(holds(part(of_rows.file, kSheet1), "</f><v>1.25</v>"));
  CHECK(fee(false).count("report.undivided") == 3);
}

TEST_CASE("minor units of four decimals accept texts of fifteen digits") {
  const Shop shop;
  shop.execute(
      "UPDATE orders SET amount = CASE id WHEN 1 THEN '0.123456789012345' WHEN 2 THEN "
      "'-0.000000000000001' ELSE 12345 END");
  const auto told = changed(shop, "amount", [](model::Column& column) {
    column.currency = "CLF";
    column.minor = true;
    column.aggregate = model::Aggregate::kSum;
  });
  CHECK(holds(part(told.file, kSheet1), "<v>1.23456789012345e-05</v>"));
  CHECK(holds(part(told.file, kSheet1), "<v>1.2345</v>"));
  CHECK(told.count("report.more_decimals") == 2);
}

TEST_CASE("bytes are text if they are UTF-8, and hexadecimal otherwise") {
  const Shop shop;
  shop.execute(
      "UPDATE orders SET customer_en = CASE id WHEN 1 THEN x'D8B3206162' WHEN 2 THEN x'89504E47' "
      "ELSE x'0009' END, "
      "items = CASE id WHEN 1 THEN x'3132' WHEN 2 THEN x'1234' END");
  const auto told = changed(shop, "customer", unchanged);
  const std::string strings = part(told.file, kStrings);
  CHECK(holds(strings, ">\u0633 ab<"));
  CHECK(holds(strings, ">89504E47<"));
  CHECK(holds(strings, ">0009<"));
  CHECK(holds(strings, ">1234<"));  // and not a number
  CHECK(holds(part(told.file, kSheet1), "</f><v>12</v>"));
  CHECK(told.count("report.bytes_as_hex") == 2);
  CHECK(told.count("report.misfits") == 0);
}

TEST_CASE("a text of spaces is an empty cell for every type") {
  const Shop shop;
  shop.execute(
      "UPDATE orders SET number = '', customer_en = ' ', placed_on = '', paid_at = '  ', items = "
      "'', amount = ' ', "
      "fee = '', rate = char(9), gift = '', note = ' ', took = '', price = ' ', unit = 'SAR', page "
      "= ''");
  const auto told = changed(shop, "items", unchanged);
  CHECK(told.warnings.empty());
  const std::string sheet = part(told.file, kSheet1);
  const std::size_t row = sheet.find("<row r=\"6\"");
  CHECK_FALSE(holds(sheet.substr(row, sheet.find("</row>", row) - row), "<v>"));
}

TEST_CASE("years are not grouped") {
  const Shop shop(R"({"groups": [{"by": "items"}]})");
  shop.execute("UPDATE orders SET items = CASE id WHEN 1 THEN 2026 ELSE 0 END");
  const auto year = [](model::Column& column) { column.grouping = false; };
  for (const char* lang : {"en", "ar"}) {
    const auto file = changed(shop, "items", year, lang).file;
    CHECK(formats_of(file, "F") == Formats{"0_);(0)"});
    CHECK(holds(part(file, kStrings), "2026"));
    CHECK_FALSE(holds(part(file, kStrings), "2,026"));
  }
}

TEST_CASE("the name of a group of numbers has the decimals of its cells, or more") {
  const Shop shop(R"({"groups": [{"by": "rate"}]})");
  shop.execute(
      "UPDATE orders SET rate = CASE id WHEN 1 THEN 0.15 WHEN 2 THEN 0.00125 ELSE 2.0 / 3 END");
  const std::string strings = part(changed(shop, "rate", unchanged).file, kStrings);
  CHECK(holds(strings, ">Rate: 15.0%<"));
  CHECK(holds(strings, ">Rate: 0.125%<"));
  CHECK(holds(strings, ">Rate: 66.7%<"));
  const auto fixed = [](model::Column& column) { column.decimals = 2; };
  const std::string whole = part(changed(shop, "rate", fixed).file, kStrings);
  CHECK(holds(whole, ">Rate: 15.00%<"));
  CHECK(holds(whole, ">Rate: 0.13%<"));
}

TEST_CASE("the longest possible number format fits") {
  const Shop shop(R"({"groups": [{"by": "branch", "subtotal": true}]})");
  shop.execute("UPDATE orders SET unit = 'SAR', price = CASE id WHEN 1 THEN 'x' ELSE 1.5 END");
  model::ReportSpec order = shop.order("ar");
  order.organization.digits = model::Digits::kArabicIndic;
  model::DataModel model = *order.model;
  std::ranges::find(model.columns, "price", &model::Column::key)->decimals =
      model::Column::kMaxDecimals;
  order.model = &model;
  source::SourceRegistry sources;
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  static_cast<void>(report::render(order, context(shop, sources), file, progress, {}));
  CHECK(holds(part(file, "xl/styles.xml"), "#,##0.0000000000"));
}

TEST_CASE("a column is as wide as its formatted numbers") {
  const Shop shop;
  shop.execute("UPDATE orders SET rate = CASE id WHEN 1 THEN 123456.789012 ELSE 0.5 END");
  const auto width = [&](int decimals) {
    const std::string sheet =
        part(changed(shop, "rate", [&](model::Column& column) { column.decimals = decimals; }).file,
             kSheet1);
    const std::size_t at = sheet.find("<col min=\"9\"");
    const std::size_t begin = sheet.find("width=\"", at) + 7;
    return std::stod(sheet.substr(begin));
  };
  CHECK(width(0) > 10);  // 12345679%
  CHECK(width(6) > width(0) + 6);
}
