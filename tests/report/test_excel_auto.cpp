#include <memory>
#include <regex>
#include <set>
#include <string>

#include "base/error.h"
#include "support/catch.h"
#include "report/rendered.h"

TEST_CASE("a report has its title, typed cells and a total whose value is cached") {
  const Shop shop;
  source::SourceRegistry sources;
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  const report::Result result =
      report::render(shop.order("en"), context(shop, sources), file, progress, {});
  CHECK(result.rows == 3);
  CHECK(result.warnings.empty());
  CHECK(result.bytes == std::filesystem::file_size(file));
  CHECK(progress.rows() == 3);
  const std::string sheet = part(file, "xl/worksheets/sheet1.xml");
  CHECK(sheet.find("rightToLeft") == std::string::npos);
  CHECK(sheet.find("<v>46023</v>") != std::string::npos);  // 2026-01-01
  CHECK(sheet.find("<v>1.25</v>") != std::string::npos);   // 1,250 fils
  // 100.50 + 99.95 - 12, each kept by the database in another way.
  CHECK(sheet.find("SUBTOTAL(9,G") != std::string::npos);
  CHECK(sheet.find("<v>188.45</v>") != std::string::npos);
  // Half past eleven in the evening, UTC, is the next morning in Cairo.
  CHECK(sheet.find("<v>46055.0625") != std::string::npos);
}

TEST_CASE("the same order in Arabic lies right to left and names Hijri days") {
  const Shop shop;
  source::SourceRegistry sources;
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  static_cast<void>(report::render(shop.order("ar"), context(shop, sources), file, progress, {}));
  CHECK(part(file, "xl/worksheets/sheet1.xml").find("rightToLeft=\"1\"") != std::string::npos);
  const std::string strings = part(file, "xl/sharedStrings.xml");
  CHECK(strings.find("1447/07/12") != std::string::npos);  // 2026-01-01 by Umm al-Qura
  CHECK(strings.find("Customer-ar") != std::string::npos);
  CHECK(strings.find("Ahmed") == std::string::npos);
}

TEST_CASE("values that do not fit stand as text, and the reader is told") {
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
  CHECK(holds(strings, ">Control total: Amount (without 1 value that stands as text)<"));
  CHECK(holds(part(file, "xl/styles.xml"), "#,##0.00_)&quot;*&quot;;(#,##0.00)&quot;*&quot;"));
  CHECK(part(file, "xl/worksheets/sheet1.xml").find("<v>188.45</v>") != std::string::npos);
  for (const base::Message& warning : result.warnings) {
    CHECK(std::get<std::string>(warning.arguments.back().second) == "Orders");  // the sheet
  }
}

TEST_CASE("what a division gives is a number, and the reader is told what a cell keeps of it") {
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
    "a number of more digits than a cell holds is one all the same, and a total without it says "
    "so") {
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
  CHECK(holds(strings, ">*<"));  // nothing could be added up
  CHECK(holds(strings, ">Not checked<"));
  CHECK(holds(strings, ">12345678901234567.89<"));
  CHECK_FALSE(holds(part(file, kSheet1), "SUBTOTAL(9,G"));
}

TEST_CASE("binary minor units of four decimals have eight") {
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

TEST_CASE("a group of numbers is named as its cells show them") {
  const auto is_named = [](const char* by, const char* lang, const char* name) {
    INFO(by);
    const Shop shop(std::string{R"({"groups": [{"by": ")"} + by + R"("}]})");
    shop.execute("UPDATE orders SET took = 12345, items = -1234");
    shop.execute("UPDATE orders SET rate = -0.255 WHERE id = 3");
    CHECK(holds(part(rendered(shop, lang), kStrings), name));
  };
  is_named("fee", "en", ">Fee: 1.250<");
  is_named("fee", "en", ">Fee: (0.005)<");
  is_named("amount", "en", ">Amount: 99.95<");
  is_named("amount", "en", ">Amount: (12.00)<");
  is_named("items", "en", ">Items: (1,234)<");
  is_named("rate", "en", ">Rate: 15.0%<");
  is_named("rate", "en", ">Rate: (25.5%)<");
  is_named("took", "en", ">Took: 3:25:45<");
  is_named("took", "ar", "3:25:45");
}

TEST_CASE("amounts of one number in units of different sizes are no group") {
  const Shop shop;
  shop.execute("UPDATE orders SET fee = 1050, unit = CASE id WHEN 1 THEN 'KWD' ELSE 'SAR' END");
  model::ReportSpec order = shop.order("en");
  model::DataModel model = *order.model;
  model::Column& fee = *std::ranges::find(model.columns, "fee", &model::Column::key);
  fee.currency.clear();
  fee.currency_from = "unit";
  model.layout.groups = {{.by = "fee"}};
  order.model = &model;
  source::SourceRegistry sources;
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  static_cast<void>(report::render(order, context(shop, sources), file, progress, {}));
  const std::string strings = part(file, kStrings);
  CHECK(holds(strings, ">Fee: 1.050<"));
  CHECK(holds(strings, ">Fee: 10.50<"));
}

TEST_CASE("both languages have the same groups, and tell apart what one of them calls alike") {
  const Shop shop(
      R"({"languages": ["en", "ar"], "groups": [{"by": "customer", "subtotal": true}]})");
  shop.execute(
      "UPDATE orders SET customer_ar = 'N', customer_en = CASE id WHEN 2 THEN 'East' ELSE 'North' "
      "END");
  for (const char* lang : {"en", "ar"}) {
    INFO(lang);
    const auto file = rendered(shop, lang);
    const std::string strings = part(file, kStrings);
    CHECK(holds(strings, ">Customer: North<"));
    CHECK(holds(strings, ">Customer: East<"));
    CHECK(holds(strings, "Customer-ar\u200E\u200F: \u200EN\u200E<"));
    CHECK(holds(strings, "Customer-ar\u200E\u200F: \u200EN \u2013 North\u200E<"));
    for (const char* sheet : {kSheet1, "xl/worksheets/sheet2.xml"}) {
      const std::string cells = part(file, sheet);
      const std::regex total("SUBTOTAL\\(9,F");
      CHECK(std::distance(std::sregex_iterator(cells.begin(), cells.end(), total), {}) == 3);
    }
  }
}

TEST_CASE("rows are as high as the face of their organization") {
  const Shop shop;
  shop.execute("UPDATE orders SET note = 'one' || char(10) || 'two' WHERE id = 2");
  model::ReportSpec order = shop.order("ar");
  order.organization.branding = std::make_shared<model::Branding>(
      model::Branding{.logo = {}, .color = {}, .font = {.en = "Arial", .ar = "Noto Naskh Arabic"}});
  source::SourceRegistry sources;
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  static_cast<void>(report::render(order, context(shop, sources), file, progress, {}));
  const std::string sheet = part(file, kSheet1);
  CHECK(holds(sheet, "ht=\"17.5\""));
  CHECK(holds(sheet, "ht=\"35\""));
}

TEST_CASE("an address that is longer than the sheet is wide is wrapped") {
  const Shop shop(R"({"groups": [{"by": "branch", "subtotal": true}],
                      "chart": {"kind": "bar", "values": ["amount"]}})");
  model::ReportSpec order = shop.order("en");
  order.organization.address = {std::string(150, 'x'), std::string(150, 'x')};
  source::SourceRegistry sources;
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  static_cast<void>(report::render(order, context(shop, sources), file, progress, {}));
  CHECK(holds(part(file, "xl/worksheets/sheet2.xml"), "<mergeCell ref=\"A2:B2\"/>"));
}

TEST_CASE("a row is as high as its longest text needs") {
  const Shop shop;
  shop.execute(
      "UPDATE orders SET note = 'one' || char(10) || 'two' || char(10) || 'three' WHERE id = 2");
  source::SourceRegistry sources;
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  static_cast<void>(report::render(shop.order("en"), context(shop, sources), file, progress, {}));
  const std::string sheet = part(file, "xl/worksheets/sheet1.xml");
  CHECK(sheet.find("ht=\"40.5\"") != std::string::npos);
}

TEST_CASE("a report without rows says so") {
  const Shop shop;
  shop.execute("DELETE FROM orders");
  source::SourceRegistry sources;
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  CHECK(report::render(shop.order("en"), context(shop, sources), file, progress, {}).rows == 0);
  CHECK(part(file, "xl/sharedStrings.xml").find("No rows match this request.") !=
        std::string::npos);
  CHECK(part(file, "xl/worksheets/sheet1.xml").find("SUBTOTAL") == std::string::npos);
}

TEST_CASE("a stopped report leaves no file") {
  const Shop shop;
  std::stop_source stop;
  stop.request_stop();
  source::SourceRegistry sources;
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  CHECK_THROWS_AS(
      report::render(shop.order("en"), context(shop, sources), file, progress, stop.get_token()),
      base::Canceled);
  CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("ids without a row are told of, unless other pages may have them") {
  const Shop shop;
  source::SourceRegistry sources;
  const auto told = [&](const char* ids, const char* query) {
    job::Progress progress;
    const model::ReportSpec order =
        shop.order("en", std::string{R"("parameters": [{"key": "instanceIds", "value": {"ids": )"} +
                             ids + "}}], \"query\": " + query);
    const auto file = shop.directory() / "a.xlsx";
    const auto result = report::render(order, context(shop, sources), file, progress, {});
    std::filesystem::remove(file);
    return std::ranges::any_of(result.warnings, [](const base::Message& warning) {
      return warning.key == "report.ids_not_found";
    });
  };
  CHECK_FALSE(told("[1, 2, 3]", "{}"));
  CHECK(told("[1, 2, 99]", "{}"));
  CHECK(told("[1, 2, 3]", R"({"search": "ahm"})"));
  CHECK_FALSE(told("[1, 2, 3]", R"({"pageSize": 2})"));
  CHECK_FALSE(told("[1, 2, 3]", R"({"page": 2, "pageSize": 2})"));
  CHECK(told("[1, 2, 99]", R"({"pageSize": 10})"));
}

TEST_CASE("a report that is not whole says what it is limited to") {
  const Shop shop;
  source::SourceRegistry sources;
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  const model::ReportSpec order =
      shop.order("en",
                 R"("parameters": [{"key": "instanceIds", "value": {"ids": [1, 2, 3]}}],
         "query": {"search": "ahm", "page": 1, "pageSize": 5, "filters": {"and": [
           {"field": "amount", "op": "gte", "value": 10},
           {"field": "placedOn", "op": "between", "value": ["2026-01-01", "2026-01-31"]}]}})");
  CHECK(report::render(order, context(shop, sources), file, progress, {}).rows == 1);
  const std::string strings = part(file, "xl/sharedStrings.xml");
  CHECK(strings.find("Limited to: search for \"ahm\"") != std::string::npos);
  CHECK(strings.find("Amount: at least 10") != std::string::npos);
  CHECK(strings.find("Date: 1 January 2026 to 31 January 2026") != std::string::npos);
  CHECK(strings.find("page 1, 5 rows a page") != std::string::npos);
  CHECK(strings.find("3 selected rows") != std::string::npos);
}

TEST_CASE("filters are said with their units, and periods by the end that counts") {
  const Shop shop;
  const auto said = [&](const std::string& lang) {
    return part(rendered(shop, lang, R"("query": {"filters": {"or": [
        {"field": "amount", "op": "lt", "value": -1234567.5},
        {"field": "rate", "op": "gt", "value": "0.1"}, {"field": "took", "op": "lt", "value": 90},
        {"field": "page", "op": "contains", "value": "example"},
        {"field": "placedOn", "op": "gt", "value": "2026-10-01/2026-10-31"},
        {"field": "placedOn", "op": "lte", "value": "2026-09-01/2026-09-30"}]}})"),
                kStrings);
  };
  const std::string strings = said("en");
  for (const char* text : {"Amount: less than -1,234,567.5 SAR", "Rate: more than 10%",
                           "Took: less than 0:01:30", "Page: contains \"example\"",
                           "Date: after 31 October 2026", "Date: until 30 September 2026"}) {
    INFO(text);
    CHECK(holds(strings, text));
  }
  CHECK(holds(said("ar"), "\u200E10%\u200E"));
}

TEST_CASE("groups by days and booleans are one for all that shows alike") {
  const Shop shop(R"({"groups": [{"by": "gift"}, {"by": "placedOn"}]})");
  shop.execute(
      "UPDATE orders SET gift = CASE id % 2 WHEN 0 THEN 'Y' ELSE 'true' END, "
      "placed_on = '2026-01-05 0' || (id % 10) || ':00:00'");
  const auto file = rendered(shop, "en");
  const std::string sheet = part(file, kSheet1);
  const std::string strings = part(file, kStrings);
  CHECK(holds(strings, "Gift: Yes"));
  CHECK(holds(strings, "Date: 5 January 2026"));
  std::size_t names = 0;  // rows of an outer level are those of groups
  for (auto at = sheet.find("outlineLevel=\"1\""); at != std::string::npos;
       at = sheet.find("outlineLevel=\"1\"", at + 1)) {
    ++names;
  }
  CHECK(names == 1);
}

TEST_CASE("a duration that no clock shows is text") {
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

TEST_CASE("rows that stand by themselves are an Excel table, grouped ones are not") {
  const Shop plain;
  const std::string table = part(rendered(plain, "en"), "xl/tables/table1.xml");
  CHECK(holds(table, "name=\"data_shop_orders\""));
  CHECK(holds(table, "<tableColumn id=\"4\" name=\"Date (Hijri)\""));
  const Shop grouped(R"({"groups": [{"by": "branch"}]})");
  const auto file = rendered(grouped, "en");
  CHECK_FALSE(holds(part(file, "*Content_Types*"), "table+xml"));
  CHECK(holds(part(file, kSheet1), "<autoFilter"));
  CHECK(holds(part(file, kSheet1), "summaryBelow=\"0\""));
}

TEST_CASE("groups have names, subtotals over their rows and levels in the outline") {
  const Shop shop(R"({"groups": [{"by": "branch", "subtotal": true},
                                 {"by": "gift", "subtotal": true, "collapsed": true}]})");
  const std::string sheet = part(rendered(shop, "en"), kSheet1);
  // Branch A, gift yes and no value; then B: rows 7 to 20, the total behind them.
  const std::string strings = part(rendered(shop, "ar"), kStrings);
  CHECK(holds(part(shop.directory() / "en.xlsx", kStrings), ">Gift: Yes<"));
  CHECK(holds(part(shop.directory() / "en.xlsx", kStrings), ">Total A<"));
  CHECK(holds(part(shop.directory() / "en.xlsx", kStrings), ">Gift: (no value)<"));
  CHECK(holds(strings, "\u0625\u062c\u0645\u0627\u0644\u064a \u200EA\u200E<"));
  CHECK(holds(sheet, " hidden=\"1\" outlineLevel=\"2\""));
  CHECK(holds(sheet, " outlineLevel=\"1\" collapsed=\"1\""));
  CHECK(holds(sheet, "outlineLevelRow=\"2\""));
  CHECK(holds(sheet, "<v>188.45</v>"));  // the grand total counts nothing twice
  CHECK(holds(sheet, "<v>88.5</v>"));    // of branch A: 100.50 - 12
}

TEST_CASE("a group of durations is told by what its cells show, however they are spelled") {
  const Shop shop(R"({"groups": [{"by": "took"}]})");
  const auto rows = [](const std::string& sheet) {
    std::size_t count = 0;
    for (auto at = sheet.find("<row "); at != std::string::npos; at = sheet.find("<row ", at + 1)) {
      ++count;
    }
    return count;
  };
  const auto file = rendered(shop, "en");
  const std::size_t of_one_group = rows(part(file, kSheet1));
  shop.execute(
      "UPDATE orders SET took = CASE id WHEN 1 THEN '1:00:00' WHEN 2 THEN '01:00:00' ELSE 3600 "
      "END");
  std::filesystem::remove(file);
  CHECK(rows(part(rendered(shop, "en"), kSheet1)) == of_one_group);
  CHECK(holds(part(file, kStrings), ">Took: 1:00:00<"));
  CHECK_FALSE(holds(part(file, kStrings), "01:00:00"));
}

TEST_CASE("a group without a value in either language says so once") {
  const Shop shop(R"({"groups": [{"by": "customer"}], "languages": ["en", "ar"]})");
  shop.execute("UPDATE orders SET customer_en = '', customer_ar = CASE id WHEN 1 THEN 'X' END");
  const std::string strings = part(rendered(shop, "en"), kStrings);
  CHECK(holds(strings, ">Customer: (no value)<"));
  CHECK(holds(strings, ">Customer: (no value) \u2013 X<"));
  CHECK_FALSE(holds(strings, "\u2013 (no value)"));
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

TEST_CASE("only links that are safe to follow lead anywhere") {
  const Shop shop;
  shop.execute(
      "UPDATE orders SET page = CASE id WHEN 1 THEN 'https://a.example/b c?d=\u0627&e#f' "
      "WHEN 2 THEN 'javascript:alert(1)' ELSE 'MAILTO:a@b.example' END");
  const auto file = rendered(shop, "en");
  const std::string relationships = part(file, "xl/worksheets/_rels/sheet1.xml.rels");
  CHECK(holds(relationships, "Target=\"https://a.example/b%20c?d=%D8%A7&amp;e\""));
  CHECK(holds(relationships, "Target=\"mailto:a@b.example\""));
  CHECK_FALSE(holds(relationships, "javascript"));
  const std::string sheet = part(file, kSheet1);
  CHECK(holds(sheet, "location=\"f\"/>"));
  CHECK(holds(part(file, kStrings), ">javascript:alert(1)<"));
}

TEST_CASE("a highlight is a rule that goes before the one that bands rows") {
  const Shop shop;
  const std::string sheet = part(rendered(shop, "en"), kSheet1);
  const std::regex rules(
      "<formula>AND\\(ISNUMBER\\((M\\d+)\\),\\1&gt;10\\)</formula></cfRule>"
      "<cfRule [^>]*><formula>MOD\\(ROW\\(\\),2\\)=0</formula></cfRule></conditionalFormatting>");
  CHECK(std::regex_search(sheet, rules));
}

TEST_CASE("each instance has a sheet behind an index of links") {
  const Shop shop(
      R"({"sheetPerInstance": true, "sheetTitle": "customer", "sheetDetails": ["number"]})");
  const auto file = rendered(shop, "en");
  const std::string book = part(file, "xl/workbook.xml");
  CHECK(holds(book, "name=\"Index\" sheetId=\"1\""));
  CHECK(holds(book, "name=\"50%\" sheetId=\"2\""));  // by name, then by id
  CHECK(holds(book, "name=\"Ahmed\" sheetId=\"3\""));
  CHECK(holds(book, "name=\"a_b\" sheetId=\"4\""));
  CHECK(holds(part(file, kSheet1), "location=\"'50%'!A1\""));
  CHECK(holds(part(file, kSheet1), "<f>'50%'!A4</f><v>50%</v>"));  // the text of the link
  CHECK(holds(part(file, kSheet1), "'Ahmed'!F"));                  // its total
  CHECK(holds(part(file, kStrings), "Number: N-1"));
  CHECK_FALSE(holds(part(file, "xl/tables/table1.xml"), "name=\"Number\""));
}

TEST_CASE("a workbook in both languages has the sheets of each, and all of it about them") {
  const Shop shop(R"({"languages": ["ar", "en"], "groups": [{"by": "branch", "subtotal": true}],
                      "chart": {"kind": "bar", "values": ["amount"]}})");
  const auto file = rendered(shop, "en");
  const std::string book = part(file, "xl/workbook.xml");
  for (const char* name : {"\"Orders\"", "\"Orders-ar\"", "\"Chart\"", "\"About this report\"",
                           "\u0639\u0646 \u0627\u0644\u062a\u0642\u0631\u064a\u0631"}) {
    INFO(name);
    CHECK(holds(book, name));
  }
  CHECK_FALSE(holds(part(file, kSheet1), "rightToLeft"));
  CHECK(holds(part(file, "xl/worksheets/sheet2.xml"), "rightToLeft=\"1\""));
  CHECK_FALSE(holds(part(file, "xl/charts/chart1.xml"), "rtl=\"1\""));
  CHECK(holds(part(file, "xl/charts/chart2.xml"), "<a:cs typeface=\"Arial\"/>"));
  CHECK(holds(part(file, "xl/worksheets/sheet3.xml"), "<f>'Orders'!G"));
}

TEST_CASE("who asked, when and of what is said") {
  const Shop shop;
  source::SourceRegistry sources;
  report::RenderContext told = context(shop, sources);
  told.product = "Engine 1";
  told.requester = base::Message{"report.rows", {{"count", std::int64_t{7}}}};
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  static_cast<void>(report::render(shop.order("en"), told, file, progress, {}));
  const std::string strings = part(file, kStrings);
  for (const char* text : {">7 rows<", ">Engine 1<", ">job-1<", ">shop.orders, version 1<",
                           ">31 January 2026 (Hijri: 12 Sha\u02bbban 1447 AH)<"}) {
    INFO(text);
    CHECK(holds(strings, text));
  }
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

TEST_CASE("a currency is known by its code in any letters, and the reader is told of others") {
  const Shop shop;
  shop.execute("UPDATE orders SET price = 1.5, unit = CASE id WHEN 1 THEN ' kwd ' ELSE 'KWD' END");
  const auto file = rendered(shop, "en");
  CHECK(holds(part(file, "xl/styles.xml"), "#,##0.000&quot;\u00A0KWD&quot;_)"));
  CHECK(holds(part(file, kSheet1), "<v>4.5</v>"));  // one currency, so that there is a total
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

TEST_CASE("a group by a moment is named as its cells show it") {
  const Shop shop(R"({"groups": [{"by": "paidAt"}]})");
  CHECK(holds(part(rendered(shop, "en"), kStrings), ">Paid at: 02/02/2026 01:30<"));
  const auto file = rendered(shop, "ar", R"("query": {"filters": {"and": [
      {"field": "paidAt", "op": "gte", "value": "2026-01-01T12:00:00"}]}})");
  CHECK(holds(part(file, kStrings), "01/01/2026 12:00"));
}

TEST_CASE("the name of a group is one line within the table") {
  const Shop shop(R"({"groups": [{"by": "customer", "subtotal": true}]})");
  shop.execute("UPDATE orders SET customer_en = 'one' || char(10) || 'two' WHERE id = 1");
  shop.execute("UPDATE orders SET customer_en = printf('%.400c', 'x') WHERE id = 2");
  const std::string strings = part(rendered(shop, "en"), kStrings);
  CHECK(holds(strings, ">Customer: one two<"));
  CHECK(holds(strings, "xx\u2026<"));
  CHECK_FALSE(holds(strings, "Customer: " + std::string(400, 'x')));
  CHECK(holds(strings, ">" + std::string(400, 'x') + "<"));
}

TEST_CASE("a string that is wider than its column is wrapped") {
  const Shop shop;
  CHECK_FALSE(holds(part(rendered(shop, "en"), kSheet1), "ht=\"27\""));
  shop.execute("UPDATE orders SET customer_en = printf('%.100c', 'x') WHERE id = 2");
  shop.execute("UPDATE orders SET number = 'a' || char(10) || 'b' || char(10) || 'c' WHERE id = 3");
  const auto file = shop.directory() / "en.xlsx";
  std::filesystem::remove(file);
  const std::string sheet = part(rendered(shop, "en"), kSheet1);
  CHECK(holds(sheet, "ht=\"27\""));
  CHECK(holds(sheet, "ht=\"40.5\""));
}

TEST_CASE("a heading's conventions are read with a single column too, and a value on one line") {
  const Shop shop;
  const auto file = rendered(shop, "en", R"("query": {"fields": ["fee"]}, "parameters": [
      {"key": "branch", "value": ["A\nB", "A"]}])");
  const std::string strings = part(file, kStrings);
  CHECK(holds(strings, "negative amounts in parentheses \u2013 2 rows<"));
  CHECK(holds(strings, ">Branch: A B, A<"));
}

TEST_CASE("a light colour fills, and writes nothing on white") {
  const Shop shop;
  const auto is_written_in = [&](workbook::Color colour, const char* rgb) {
    model::ReportSpec order = shop.order("en");
    order.organization.branding =
        std::make_shared<model::Branding>(model::Branding{.logo = {}, .color = colour});
    source::SourceRegistry sources;
    job::Progress progress;
    const auto file = shop.directory() / "a.xlsx";
    static_cast<void>(report::render(order, context(shop, sources), file, progress, {}));
    const std::string styles = part(file, "xl/styles.xml");
    std::filesystem::remove(file);
    CHECK(holds(styles, std::string{"<fgColor rgb=\""} + rgb));
    return holds(styles, std::string{"<color rgb=\""} + rgb + "\"/><name");
  };
  CHECK(is_written_in({0x7A, 0x1F, 0x2B}, "FF7A1F2B"));
  CHECK_FALSE(is_written_in({0xFF, 0xF7, 0xC0}, "FFFFF7C0"));
}

TEST_CASE("numbers and dates take Arabic-Indic digits, codes and texts do not") {
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

TEST_CASE("what a total is that is no sum is said below it and about the report") {
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
  CHECK(holds(strings, ">Control total: Amount<"));
}

TEST_CASE("the label of the totals has room beside one") {
  const Shop shop;
  const auto file = rendered(shop, "en", R"("query": {"fields": ["items"]})");
  const std::string sheet = part(file, kSheet1);  // numbers of rows, and the items
  const std::regex widths("<col min=\"1\" max=\"1\" width=\"([0-9.]+)\".*?width=\"([0-9.]+)\"");
  std::smatch found;
  REQUIRE(std::regex_search(sheet, found, widths));
  CHECK(std::stod(found[1]) > 0.7 * std::stod(found[2]));
}

TEST_CASE("a label in Latin letters takes no digits along in Arabic") {
  const Shop shop;
  const std::string strings = part(
      rendered(
          shop, "ar",
          R"("parameters": [{"key": "period", "value": {"from": "2026-01-01", "to": "2026-02-01"}}])"),
      kStrings);
  CHECK(holds(strings, "\u200EPeriod-ar\u200E\u200F: "));
}

TEST_CASE("an organization that counts by the Hijri calendar alone reads its days by it") {
  const Shop shop;
  model::ReportSpec order = shop.order(
      "en",
      R"("parameters": [{"key": "period", "value": {"from": "2026-01-01", "to": "2026-01-31"}}])");
  order.organization.calendars = {model::Calendar::kHijri};
  source::SourceRegistry sources;
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  static_cast<void>(report::render(order, context(shop, sources), file, progress, {}));
  const std::string strings = part(file, kStrings);
  CHECK(holds(strings, ">Period: 12 Rajab 1447 AH to 12 Sha\u02bbban 1447 AH<"));
  CHECK(holds(strings, ">Period: 1 January 2026 to 31 January 2026<"));  // about it
}

TEST_CASE("amounts are spoken of where there are some") {
  const Shop shop;
  const char* const kAmounts = "Negative amounts in parentheses";
  CHECK_FALSE(
      holds(part(rendered(shop, "en", R"("query": {"fields": ["number"]})"), kStrings), kAmounts));
  std::filesystem::remove(shop.directory() / "en.xlsx");
  CHECK(holds(part(rendered(shop, "en"), kStrings), kAmounts));
}

TEST_CASE("a value that the model has no word for is told of") {
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

TEST_CASE("the word of a check has room") {
  const Shop shop(R"({"checks": [{"equal": ["items", "amount"]}]})");
  const std::string sheet =
      part(rendered(shop, "en", R"("query": {"fields": ["number", "items", "amount"]})"), kSheet1);
  std::smatch width;
  REQUIRE(
      std::regex_search(sheet, width, std::regex("<col min=\"2\" max=\"2\" width=\"([0-9.]+)\"")));
  CHECK(std::stod(width[1]) > 15);  // "Not balanced" in bold
}
