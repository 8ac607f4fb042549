#include <filesystem>
#include <memory>
#include <regex>
#include <string>

#include "support/catch.h"
#include "report/rendered.h"

TEST_CASE("row heights follow the typeface of the organization") {
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

TEST_CASE("an address that is wider than the sheet is wrapped") {
  const Shop shop(R"({"groups": [{"by": "branch", "subtotal": true}],
                      "chart": {"kind": "bar", "values": ["amount"]}})");
  model::ReportSpec order = shop.order("en");
  std::string address;
  for (int i = 0; i < 60; ++i) address += "street ";
  order.organization.address = {address, address};
  source::SourceRegistry sources;
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  static_cast<void>(report::render(order, context(shop, sources), file, progress, {}));
  CHECK(holds(part(file, kSheet1), "<mergeCell ref=\"A2:"));
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

TEST_CASE("a highlight has priority over the banding of rows") {
  const Shop shop;
  const std::string sheet = part(rendered(shop, "en"), kSheet1);
  const std::regex rules(
      "<formula>AND\\(ISNUMBER\\((M\\d+)\\),\\1&gt;10\\)</formula></cfRule>"
      "<cfRule [^>]*><formula>MOD\\(ROW\\(\\),2\\)=0</formula></cfRule></conditionalFormatting>");
  CHECK(std::regex_search(sheet, rules));
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

TEST_CASE("a heading's conventions are visible above a single column, and a value is on one line") {
  const Shop shop;
  const auto file = rendered(shop, "en", R"("query": {"fields": ["fee"]}, "parameters": [
      {"key": "branch", "value": ["A\nB", "A"]}])");
  const std::string strings = part(file, kStrings);
  CHECK(holds(strings, "negative amounts in parentheses \u2013 2 rows<"));
  CHECK(holds(strings, ">Branch: A B, A<"));
}

TEST_CASE("a light color is used for fills but not for text on white") {
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

TEST_CASE("the label of the totals fits into a single column") {
  const Shop shop;
  const auto file = rendered(shop, "en", R"("query": {"fields": ["items"]})");
  const std::string sheet = part(file, kSheet1);  // the row numbers and the items
  const std::regex widths("<col min=\"1\" max=\"1\" width=\"([0-9.]+)\".*?width=\"([0-9.]+)\"");
  std::smatch found;
  REQUIRE(std::regex_search(sheet, found, widths));
  CHECK(std::stod(found[1]) > 0.6 * std::stod(found[2]));
}

TEST_CASE("digits after a label in Latin letters stay in place in Arabic") {
  const Shop shop;
  const std::string strings = part(
      rendered(
          shop, "ar",
          R"("parameters": [{"key": "period", "value": {"from": "2026-01-01", "to": "2026-02-01"}}])"),
      kStrings);
  CHECK(holds(strings, "\u200EPeriod-ar\u200E\u200F: "));
}

TEST_CASE("the convention for amounts is shown only with amounts") {
  const Shop shop;
  const char* const kAmounts = "Negative amounts in parentheses";
  CHECK_FALSE(
      holds(part(rendered(shop, "en", R"("query": {"fields": ["number"]})"), kStrings), kAmounts));
  std::filesystem::remove(shop.directory() / "en.xlsx");
  CHECK(holds(part(rendered(shop, "en"), kStrings), kAmounts));
}

TEST_CASE("the verdict of a check fits into its column") {
  const Shop shop(R"({"checks": [{"equal": ["items", "amount"]}]})");
  const std::string sheet =
      part(rendered(shop, "en", R"("query": {"fields": ["number", "items", "amount"]})"), kSheet1);
  std::smatch width;
  REQUIRE(
      std::regex_search(sheet, width, std::regex("<col min=\"2\" max=\"2\" width=\"([0-9.]+)\"")));
  CHECK(std::stod(width[1]) > 15);  // "Not balanced" in bold
}

TEST_CASE("a name in a footer is read in its own direction") {
  const Shop shop;
  const auto footer = [&](const std::string& lang, const language::Localized& name) {
    model::ReportSpec order = shop.order(lang);
    order.organization.name = name;
    source::SourceRegistry sources;
    job::Progress progress;
    const auto file = shop.directory() / "a.xlsx";
    static_cast<void>(report::render(order, context(shop, sources), file, progress, {}));
    const std::string sheet = part(file, kSheet1);
    std::filesystem::remove(file);
    return sheet;
  };
  CHECK(holds(footer("ar", {"", "Soci\u00E9t\u00E9 S.A."}), "\u202ASoci\u00E9t\u00E9 S.A.\u202C"));
  CHECK(holds(footer("ar", {"", "\u0634 S.A."}), "\u202B\u0634 S.A.\u202C"));
  CHECK(holds(footer("en", {"1) \u0634 5%", ""}), "\u202B 1) \u0634 5%\u202C"));
  CHECK(holds(footer("en", {"S.A.", ""}), "S.A.&amp;C"));
}
