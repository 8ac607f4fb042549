#include <algorithm>
#include <filesystem>
#include <stop_token>
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
  // 100.50 + 99.95 - 12, each stored in another way.
  CHECK(sheet.find("SUBTOTAL(9,G") != std::string::npos);
  CHECK(sheet.find("<v>188.45</v>") != std::string::npos);
  // 11:30 p.m. UTC is the next morning in Cairo.
  CHECK(sheet.find("<v>46055.0625") != std::string::npos);
}

TEST_CASE("the same order in Arabic is laid out from right to left and shows Hijri dates") {
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

TEST_CASE("ids without a row cause a warning, unless other pages may have them") {
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

TEST_CASE("a limited report says what it is limited to") {
  const Shop shop;
  source::SourceRegistry sources;
  const auto file = shop.directory() / "a.xlsx";
  const auto said = [&](const char* page_size) {
    job::Progress progress;
    const model::ReportSpec order = shop.order(
        "en", std::string{R"("parameters": [{"key": "instanceIds", "value": {"ids": [1, 2, 3]}}],
         "query": {"search": "ahm", "page": 1, "filters": {"and": [
           {"field": "amount", "op": "gte", "value": 10},
           {"field": "placedOn", "op": "between", "value": ["2026-01-01", "2026-01-31"]}]},
           "pageSize": )"} +
                  page_size + "}");
    CHECK(report::render(order, context(shop, sources), file, progress, {}).rows == 1);
    std::string strings = part(file, kStrings);
    std::filesystem::remove(file);
    return strings;
  };
  const std::string strings = said("1");
  CHECK(holds(strings, "Limited to: search for \"ahm\""));
  CHECK(holds(strings, "Amount: at least 10"));
  CHECK(holds(strings, "Date: 1 January 2026 to 31 January 2026"));
  CHECK(holds(strings, "page 1, 1 row a page"));
  CHECK(holds(strings, "3 selected items"));
  CHECK_FALSE(holds(said("5"), "a page"));  // it has all rows
}

TEST_CASE("filters are described with units, and periods by the bound that applies") {
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
  for (const char* text : {"Amount: less than (1,234,567.50\u00A0SAR)", "Rate: more than 10.0%",
                           "Took: less than 0:01:30", "Page: contains \"example\"",
                           "Date: after 31 October 2026", "Date: until 30 September 2026"}) {
    INFO(text);
    CHECK(holds(strings, text));
  }
  CHECK(holds(said("ar"), "\u200E10.0%\u200E"));
}

TEST_CASE("ungrouped rows are an Excel table, grouped ones are not") {
  const Shop plain;
  const std::string table = part(rendered(plain, "en"), "xl/tables/table1.xml");
  CHECK(holds(table, "name=\"data_shop_orders\""));
  CHECK(holds(table, "<tableColumn id=\"4\" name=\"Date (Hijri)\""));
  const Shop grouped(R"({"groups": [{"by": "branch"}]})");
  const auto file = rendered(grouped, "en");
  CHECK_FALSE(holds(part(file, "*Content_Types*"), "table+xml"));
  CHECK(holds(part(file, kSheet1), "summaryBelow=\"0\""));
}

TEST_CASE("only safe links are written as links") {
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

TEST_CASE("each instance has a sheet, and an index links to them") {
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

TEST_CASE("a workbook in two languages has the sheets of each") {
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
  CHECK(holds(part(file, "xl/worksheets/sheet4.xml"), "rightToLeft=\"1\""));
  CHECK_FALSE(holds(part(file, "xl/charts/chart1.xml"), "rtl=\"1\""));
  CHECK(holds(part(file, "xl/charts/chart2.xml"), "<a:cs typeface=\"Arial\"/>"));
  CHECK(holds(part(file, "xl/worksheets/sheet2.xml"), "<f>'Orders'!G"));
  CHECK(holds(part(file, "xl/worksheets/sheet5.xml"), "<f>'Orders-ar'!G"));
}

TEST_CASE("the sheet about the report names requester, time and origin") {
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

TEST_CASE("an organization with the Hijri calendar alone sees its dates in it") {
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
  CHECK(holds(strings,
              ">Gregorian: 1 January 2026 to 31 January 2026<"));  // on the sheet about the report
}
