#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "support/catch.h"
#include "report/rendered.h"

TEST_CASE("values of the wrong type are written as text and reported in a warning") {
  const Shop shop;
  shop.execute(
      "INSERT INTO orders (id, organization, amount, items, placed_on) VALUES "
      "(10, 'top', 'many', 1234567890123456, '31/12/2025')");
  source::SourceRegistry sources;
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  const report::Result result =
      report::render(shop.order("en"), context(shop, sources), file, progress, {});
  std::set<std::string> keys;
  for (const base::Message& warning : result.warnings) keys.insert(warning.key);
  CHECK(keys == std::set<std::string>{"report.misfits", "report.cells_too_long"});
  const std::string strings = part(file, "xl/sharedStrings.xml");
  CHECK(strings.find(">many<") != std::string::npos);
  CHECK(strings.find(">1234567890123456<") != std::string::npos);
  CHECK(holds(strings,
              ">* Not in the totals, since they stand as text: Items (1 value), "
              "Amount (1 value)<"));
  CHECK(holds(strings, ">Control total: Amount (SAR) (without 1 value that stands as text)<"));
  CHECK(holds(part(file, "xl/styles.xml"), "#,##0.00_)&quot;*&quot;;(#,##0.00)&quot;*&quot;"));
  CHECK(part(file, "xl/worksheets/sheet1.xml").find("<v>188.45</v>") != std::string::npos);
  for (const base::Message& warning : result.warnings) {
    CHECK(std::get<std::string>(warning.arguments.back().second) == "Orders");  // the sheet
  }
}

TEST_CASE("the result of a division is a number, and a warning says which digits a cell drops") {
  const Shop shop;
  shop.execute("UPDATE orders SET amount = '3.3333333333333333' WHERE id = 1");
  const auto warning = [&](model::Type type) {
    model::ReportSpec order = shop.order("en");
    model::DataModel model = *order.model;
    std::ranges::find(model.columns, "amount", &model::Column::key)->type = type;
    order.model = &model;
    source::SourceRegistry sources;
    job::Progress progress;
    const auto file = shop.directory() / "a.xlsx";
    std::filesystem::remove(file);
    const report::Result result = report::render(order, context(shop, sources), file, progress, {});
    REQUIRE(result.warnings.size() == 1);
    CHECK(holds(part(file, "xl/worksheets/sheet1.xml"), "<v>3.333333333333333"));
    CHECK_FALSE(holds(part(file, "xl/sharedStrings.xml"), "Not in the totals"));
    return result.warnings.front().key;
  };
  CHECK(warning(model::Type::kDecimal) == "report.rounded");
  CHECK(warning(model::Type::kMoney) == "report.more_decimals");
}

TEST_CASE(
    "a number with more digits than a cell holds is text, and the total says that it excludes it") {
  const Shop shop(R"({"checks": [{"equal": ["items", "amount"]}]})");
  shop.execute("UPDATE orders SET amount = '1234567890123456789'");
  model::ReportSpec order = shop.order("en");
  model::DataModel model = *order.model;
  std::ranges::find(model.columns, "amount", &model::Column::key)->minor = true;
  order.model = &model;
  source::SourceRegistry sources;
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  const report::Result result = report::render(order, context(shop, sources), file, progress, {});
  std::vector<std::string> keys;
  for (const base::Message& warning : result.warnings) keys.push_back(warning.key);
  CHECK(keys == std::vector<std::string>{"report.unchecked", "report.cells_too_long"});
  const std::string strings = part(file, kStrings);
  CHECK(holds(strings, ">*<"));  // no value could be added up
  CHECK(holds(strings, ">Not checked<"));
  CHECK(holds(strings, ">12345678901234567.89<"));
  CHECK_FALSE(holds(part(file, kSheet1), "SUBTOTAL(9,G"));
}

TEST_CASE("minor units with four decimals keep eight decimals") {
  const Shop shop;
  shop.execute("UPDATE orders SET fee = CASE id WHEN 1 THEN '0.123456789012345' ELSE '10000' END");
  model::ReportSpec order = shop.order("en");
  model::DataModel model = *order.model;
  model::Column& fee = *std::ranges::find(model.columns, "fee", &model::Column::key);
  fee.aggregate = model::Aggregate::kSum;
  order.model = &model;
  source::SourceRegistry sources;
  const auto file = shop.directory() / "a.xlsx";
  for (const char* currency : {"CLF", "UYW"}) {
    INFO(currency);
    fee.currency = currency;
    job::Progress progress;
    static_cast<void>(report::render(order, context(shop, sources), file, progress, {}));
    const std::string sheet = part(file, kSheet1);
    CHECK(holds(sheet, "<v>0.00001235</v>"));
    CHECK(holds(sheet, "<v>1</v>"));
    std::filesystem::remove(file);
  }
}

TEST_CASE("an average of whole numbers has decimals") {
  const Shop shop;
  model::ReportSpec order = shop.order("en");
  model::DataModel model = *order.model;
  std::ranges::find(model.columns, "items", &model::Column::key)->aggregate =
      model::Aggregate::kAverage;
  order.model = &model;
  source::SourceRegistry sources;
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  static_cast<void>(report::render(order, context(shop, sources), file, progress, {}));
  const std::string styles = part(file, "xl/styles.xml");
  std::smatch format;
  REQUIRE(std::regex_search(
      styles, format,
      std::regex("numFmtId=\"([0-9]+)\" formatCode=\"#,##0.00_\\);\\(#,##0.00\\)")));
  const std::regex cell("<c r=\"B[0-9]+\" s=\"([0-9]+)\"><v>1.5</v>");
  const std::string about = part(file, "xl/worksheets/sheet2.xml");
  std::smatch found;
  REQUIRE(std::regex_search(about, found, cell));  // of 3 and 0
  std::vector<std::string> looks;
  const std::string cells = styles.substr(styles.find("<cellXfs"));
  const std::regex look("<xf numFmtId=\"([0-9]+)\"");
  for (std::sregex_iterator at(cells.begin(), cells.end(), look), end; at != end; ++at) {
    looks.push_back((*at)[1]);
  }
  CHECK(looks.at(std::stoul(found[1])) == format[1]);
}

TEST_CASE("a duration that is negative or too long for a time is text") {
  const Shop shop;
  source::SourceRegistry sources;
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  shop.execute("UPDATE orders SET took = CASE id WHEN 1 THEN 5400 WHEN 2 THEN -5 ELSE 1e20 END");
  const report::Result result =
      report::render(shop.order("en"), context(shop, sources), file, progress, {});
  REQUIRE(result.warnings.size() == 1);
  CHECK(result.warnings.front().key == "report.misfits");
  CHECK(part(file, "xl/worksheets/sheet1.xml").find("<v>0.0625</v>") != std::string::npos);
  CHECK(part(file, "xl/sharedStrings.xml").find(">-0:00:05<") != std::string::npos);
}

TEST_CASE("amounts of several currencies have their decimals and no total") {
  const Shop shop;
  shop.execute("UPDATE orders SET price = 12.345, unit = CASE id WHEN 1 THEN 'KWD' ELSE 'SAR' END");
  const auto file = rendered(shop, "en");
  const std::string styles = part(file, "xl/styles.xml");
  CHECK(holds(styles, "#,##0.000&quot;\u00A0KWD&quot;_)"));  // no column shows the currency
  CHECK(holds(styles, "#,##0.00&quot;\u00A0SAR&quot;_)"));
  CHECK(holds(part(file, kStrings), "Amounts in different currencies are not added up"));
  shop.execute("UPDATE orders SET unit = 'KWD'");
  std::filesystem::remove(file);
  CHECK(holds(part(rendered(shop, "en"), kSheet1), "<v>37.035</v>"));
}

TEST_CASE("totals that must be equal are checked on the sheet and in the log") {
  const Shop shop(
      R"({"checks": [{"title": {"en": "A = B", "ar": "A = B"}, "equal": ["items", "amount"]}],
                      "signatures": true, "serialNumbers": true})");
  source::SourceRegistry sources;
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  const report::Result result =
      report::render(shop.order("en"), context(shop, sources), file, progress, {});
  REQUIRE(result.warnings.size() == 1);
  CHECK(result.warnings.front().key == "report.unbalanced");
  CHECK(std::get<std::string>(result.warnings.front().arguments.back().second) == "Orders");
  const std::string sheet = part(file, kSheet1);
  CHECK(holds(sheet, "<v>-185.45</v>"));  // 3 - 188.45
  CHECK(holds(sheet, "<v>Not balanced</v>"));
  CHECK(holds(part(file, kStrings), ">Approved by<"));
}

TEST_CASE("totals that must be equal are not checked in a report that lacks rows") {
  const Shop shop(R"({"checks": [{"equal": ["items", "amount"]}]})");
  const auto reason = [&](const model::ReportSpec& order) {
    source::SourceRegistry sources;
    job::Progress progress;
    const auto file = shop.directory() / "a.xlsx";
    const report::Result result = report::render(order, context(shop, sources), file, progress, {});
    std::filesystem::remove(file);
    REQUIRE(result.warnings.size() == 1);
    const base::Message& warning = result.warnings.front();
    return warning.key == "report.unchecked"
               ? std::get<std::string>(warning.arguments.back().second)
               : warning.key;
  };
  for (const char* members : {"", R"("query": {"page": 1, "pageSize": 50})",
                              R"("query": {"sort": [{"field": "items", "direction": "asc"}]})"}) {
    INFO(members);
    CHECK(reason(shop.order("en", members)) == "report.unbalanced");
  }
  for (const char* members :
       {R"("query": {"page": 1, "pageSize": 2})", R"("query": {"search": "ahm"})",
        R"("query": {"filters": {"and": [{"field": "amount", "op": "gt", "value": 0}]}})",
        R"("parameters": [{"key": "instanceIds", "value": {"ids": [1, 2]}}])"}) {
    INFO(members);
    CHECK(reason(shop.order("en", members)) == "limited");
  }
  model::ReportSpec order = shop.order("en");
  order.row_scope.policy.conditions.push_back({"items", model::Operator::kIsNotNull, {}});
  CHECK(reason(order) == "limited");
}

TEST_CASE("a currency code is recognized in any case, and unknown ones cause a warning") {
  const Shop shop;
  shop.execute("UPDATE orders SET price = 1.5, unit = CASE id WHEN 1 THEN ' kwd ' ELSE 'KWD' END");
  const auto file = rendered(shop, "en");
  CHECK(holds(part(file, "xl/styles.xml"), "#,##0.000&quot;\u00A0KWD&quot;_)"));
  CHECK(holds(part(file, kSheet1), "<v>4.5</v>"));  // one currency, so there is a total
  shop.execute("UPDATE orders SET unit = CASE id WHEN 1 THEN 'ZZQ' END");
  source::SourceRegistry sources;
  job::Progress progress;
  std::filesystem::remove(file);
  const report::Result result =
      report::render(shop.order("en"), context(shop, sources), file, progress, {});
  REQUIRE(result.warnings.size() == 1);
  CHECK(result.warnings.front().key == "report.unknown_currencies");
  CHECK(std::get<std::int64_t>(result.warnings.front().arguments.front().second) == 3);
}

TEST_CASE("numbers and dates use Arabic-Indic digits, codes and texts do not") {
  const Shop shop(R"({"groups": [{"by": "number", "subtotal": true}]})");
  shop.execute("UPDATE orders SET number = '4711' WHERE id = 1");
  model::ReportSpec order = shop.order("ar", R"("query": {"filters": {"and": [
      {"field": "number", "op": "eq", "value": "4711"},
      {"field": "amount", "op": "gte", "value": 10}]}})");
  order.organization.digits = model::Digits::kArabicIndic;
  order.organization.vat_number = "200-123-456";
  source::SourceRegistry sources;
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  static_cast<void>(report::render(order, context(shop, sources), file, progress, {}));
  const std::string strings = part(file, kStrings);
  CHECK(holds(strings, "200-123-456"));
  CHECK(holds(strings, ">4711<"));
  CHECK(holds(strings, ": \u200E4711\u200E"));
  CHECK_FALSE(holds(strings, "\u0664\u0667\u0661\u0661"));
  CHECK(holds(strings, "\u0661\u0660"));  // 10
}

TEST_CASE("totals that are not sums are explained below them and on the sheet about the report") {
  const Shop shop;
  model::ReportSpec order = shop.order("en");
  model::DataModel model = *order.model;
  for (model::Column& column : model.columns) {
    if (column.key == "placedOn") column.aggregate = model::Aggregate::kCount;
    if (column.key == "items") column.aggregate = model::Aggregate::kAverage;
  }
  order.model = &model;
  source::SourceRegistry sources;
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  static_cast<void>(report::render(order, context(shop, sources), file, progress, {}));
  const std::string strings = part(file, kStrings);
  CHECK(holds(strings, ">The total row shows: Date (Count), Items (Average)<"));
  CHECK(holds(strings, ">Control value (Count): Date<"));
  CHECK(holds(strings, ">Control value (Average): Items<"));
  CHECK(holds(strings, ">Control total: Amount (SAR)<"));
}

TEST_CASE("an enum value without a label causes a warning") {
  const Shop shop;
  model::ReportSpec order = shop.order("en");
  model::DataModel model = *order.model;
  model::Column& column = *std::ranges::find(model.columns, "number", &model::Column::key);
  column.type = model::Type::kEnum;
  column.choices = {{"N-1", {"One", "One"}}};
  order.model = &model;
  source::SourceRegistry sources;
  job::Progress progress;
  const report::Result result =
      report::render(order, context(shop, sources), shop.directory() / "a.xlsx", progress, {});
  CHECK(std::ranges::find(result.warnings, "report.unnamed", &base::Message::key) !=
        result.warnings.end());
}
