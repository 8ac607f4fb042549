#include <algorithm>
#include <filesystem>
#include <iterator>
#include <regex>
#include <string>

#include "support/catch.h"
#include "report/rendered.h"

TEST_CASE("the name of a group of numbers is formatted like its cells") {
  const auto is_named = [](const char* by, const char* lang, const char* name) {
    INFO(by);
    const Shop shop(std::string{R"({"groups": [{"by": ")"} + by + R"("}]})");
    shop.execute("UPDATE orders SET took = 12345, items = -1234");
    shop.execute("UPDATE orders SET rate = -0.255 WHERE id = 3");
    CHECK(holds(part(rendered(shop, lang), kStrings), name));
  };
  is_named("fee", "en", ">Fee: 1.250\u00A0KWD<");
  is_named("fee", "en", ">Fee: (0.005\u00A0KWD)<");
  is_named("fee", "en", ">Fee: -\u00A0KWD<");
  is_named("amount", "en", ">Amount: 99.95\u00A0SAR<");
  is_named("amount", "en", ">Amount: (12.00\u00A0SAR)<");
  is_named("items", "en", ">Items: (1,234)<");
  is_named("rate", "en", ">Rate: 15.0%<");
  is_named("rate", "en", ">Rate: (25.5%)<");
  is_named("took", "en", ">Took: 3:25:45<");
  is_named("took", "ar", "3:25:45");
}

TEST_CASE("equal numbers in units of different sizes are different groups") {
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
  CHECK(holds(strings, ">Fee: 1.050\u00A0KWD<"));
  CHECK(holds(strings, ">Fee: 10.50\u00A0SAR<"));
}

TEST_CASE("both languages have the same groups, and tell apart equal names of different groups") {
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
    CHECK(holds(strings, "Customer-ar\u200E\u200F: \u200EN\u200E\u200F \u2013 \u200ENorth\u200E<"));
    for (const char* sheet : {kSheet1, "xl/worksheets/sheet3.xml"}) {
      const std::string cells = part(file, sheet);
      const std::regex total("SUBTOTAL\\(9,F");
      CHECK(std::distance(std::sregex_iterator(cells.begin(), cells.end(), total), {}) == 3);
    }
  }
}

TEST_CASE("days and booleans that look the same are one group") {
  const Shop shop(R"({"groups": [{"by": "gift"}, {"by": "placedOn"}]})");
  shop.execute(
      "UPDATE orders SET gift = CASE id % 2 WHEN 0 THEN 'Y' ELSE 'true' END, "
      "placed_on = '2026-01-05 0' || (id % 10) || ':00:00'");
  const auto file = rendered(shop, "en");
  const std::string sheet = part(file, kSheet1);
  const std::string strings = part(file, kStrings);
  CHECK(holds(strings, "Gift: Yes"));
  CHECK(holds(strings, "Date: 5 January 2026"));
  std::size_t names = 0;  // only rows of groups have an outer level
  for (auto at = sheet.find("outlineLevel=\"1\""); at != std::string::npos;
       at = sheet.find("outlineLevel=\"1\"", at + 1)) {
    ++names;
  }
  CHECK(names == 1);
}

TEST_CASE("groups have names, subtotals over their rows and levels in the outline") {
  const Shop shop(R"({"groups": [{"by": "branch", "subtotal": true},
                                 {"by": "gift", "subtotal": true, "collapsed": true}]})");
  const std::string sheet = part(rendered(shop, "en"), kSheet1);
  // Branch A, gift yes and no value; then B: rows 7 to 20, followed by the total.
  const std::string strings = part(rendered(shop, "ar"), kStrings);
  CHECK(holds(part(shop.directory() / "en.xlsx", kStrings), ">Gift: Yes<"));
  CHECK(holds(part(shop.directory() / "en.xlsx", kStrings), ">Total A<"));
  CHECK(holds(part(shop.directory() / "en.xlsx", kStrings), ">Gift: (no value)<"));
  CHECK(holds(strings, "\u0625\u062c\u0645\u0627\u0644\u064a \u200EA\u200E<"));
  CHECK(holds(sheet, " hidden=\"1\" outlineLevel=\"2\""));
  CHECK(holds(sheet, " outlineLevel=\"1\" collapsed=\"1\""));
  CHECK(holds(sheet, "outlineLevelRow=\"2\""));
  CHECK(holds(sheet, "<v>188.45</v>"));  // the grand total counts no row twice
  CHECK(holds(sheet, "<v>88.5</v>"));    // of branch A: 100.50 - 12
}

TEST_CASE("equal durations are one group, however they are spelled") {
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

TEST_CASE("the name of a group of times is formatted like its cells") {
  const Shop shop(R"({"groups": [{"by": "paidAt"}]})");
  CHECK(holds(part(rendered(shop, "en"), kStrings), ">Paid at: 02/02/2026 01:30<"));
  const auto file = rendered(shop, "ar", R"("query": {"filters": {"and": [
      {"field": "paidAt", "op": "gte", "value": "2026-01-01T12:00:00"}]}})");
  CHECK(holds(part(file, kStrings), "01/01/2026 12:00"));
}

TEST_CASE("the name of a group is whole and has no line feeds") {
  const Shop shop(R"({"groups": [{"by": "customer", "subtotal": true}]})");
  shop.execute("UPDATE orders SET customer_en = 'one' || char(10) || 'two' WHERE id = 1");
  shop.execute("UPDATE orders SET customer_en = printf('%.400c', 'x') WHERE id = 2");
  const std::string strings = part(rendered(shop, "en"), kStrings);
  CHECK(holds(strings, ">Customer: one two<"));
  CHECK_FALSE(holds(strings, "\u2026"));
  CHECK(holds(strings, "Customer: " + std::string(400, 'x') + "<"));
  CHECK(holds(strings, "Total " + std::string(400, 'x') + "<"));
  CHECK(holds(strings, ">" + std::string(400, 'x') + "<"));
}

TEST_CASE("a grouped sheet has no filter that could sort amounts under other totals") {
  for (const char* groups : {R"([{"by": "branch"}])", R"([{"by": "branch", "subtotal": true}])",
                             R"([{"by": "branch", "subtotal": true, "collapsed": true}])"}) {
    INFO(groups);
    const Shop shop(std::string{R"({"groups": )"} + groups + "}");
    CHECK_FALSE(holds(part(rendered(shop, "en"), kSheet1), "<autoFilter"));
    shop.execute("DELETE FROM orders");
    CHECK_FALSE(holds(part(rendered(shop, "ar"), kSheet1), "<autoFilter"));
  }
}
