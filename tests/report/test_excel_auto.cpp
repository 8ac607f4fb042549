#include <sys/wait.h>

#include <cstdio>
#include <set>
#include <string>

#include "base/error.h"
#include "catch.h"
#include "report/report.h"
#include "shop.h"

namespace {

const language::Phrases& phrases() {
  static const language::Phrases kPhrases(language::Phrases::Missing::kThrown);
  return kPhrases;
}

report::Context context(const Shop& shop) {
  return {phrases(), base::time_of(1'769'846'709'000'000), "job-1", shop.directory()};
}

/// What a part of the workbook holds, by the system's unzip.
std::string part(const std::filesystem::path& file, const std::string& name) {
  const std::string command = "unzip -p '" + file.string() + "' '" + name + "'";
  std::FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string text;
  char block[4096];
  for (std::size_t size = 0; (size = std::fread(block, 1, sizeof block, pipe)) > 0;) {
    text.append(block, size);
  }
  REQUIRE(::pclose(pipe) == 0);
  return text;
}

}  // namespace

TEST_CASE("a report has its title, typed cells and a total whose value is cached") {
  const Shop shop;
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  const report::Result result = report::render(shop.order("en"), context(shop), file, progress, {});
  CHECK(result.rows == 3);
  CHECK(result.remarks.empty());
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
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  static_cast<void>(report::render(shop.order("ar"), context(shop), file, progress, {}));
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
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  const report::Result result = report::render(shop.order("en"), context(shop), file, progress, {});
  std::set<std::string> keys;
  for (const base::Phrase& remark : result.remarks) keys.insert(remark.key);
  CHECK(keys == std::set<std::string>{"report.misfits", "report.cells_too_long"});
  const std::string strings = part(file, "xl/sharedStrings.xml");
  CHECK(strings.find(">many<") != std::string::npos);
  CHECK(strings.find(">1234567890123456<") != std::string::npos);
  CHECK(strings.find("2 values are not numbers and are left out of the total") !=
        std::string::npos);
  CHECK(part(file, "xl/worksheets/sheet1.xml").find("<v>188.45</v>") != std::string::npos);
}

TEST_CASE("a row is as high as its longest text needs") {
  const Shop shop;
  shop.execute(
      "UPDATE orders SET note = 'one' || char(10) || 'two' || char(10) || 'three' WHERE id = 2");
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  static_cast<void>(report::render(shop.order("en"), context(shop), file, progress, {}));
  const std::string sheet = part(file, "xl/worksheets/sheet1.xml");
  CHECK(sheet.find("ht=\"40.5\"") != std::string::npos);
}

TEST_CASE("a report without rows says so") {
  const Shop shop;
  shop.execute("DELETE FROM orders");
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  CHECK(report::render(shop.order("en"), context(shop), file, progress, {}).rows == 0);
  CHECK(part(file, "xl/sharedStrings.xml").find("No rows match this request.") !=
        std::string::npos);
  CHECK(part(file, "xl/worksheets/sheet1.xml").find("SUBTOTAL") == std::string::npos);
}

TEST_CASE("a stopped report leaves no file") {
  const Shop shop;
  std::stop_source stop;
  stop.request_stop();
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  CHECK_THROWS_AS(report::render(shop.order("en"), context(shop), file, progress, stop.get_token()),
                  base::Stopped);
  CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("a report that is not whole says what it is limited to") {
  const Shop shop;
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  const model::Order order =
      shop.order("en",
                 R"("parameters": [{"key": "instanceIds", "value": {"ids": [1, 2, 3]}}],
         "query": {"search": "ahm", "page": 1, "pageSize": 5, "filters": {"and": [
           {"field": "amount", "op": "gte", "value": 10},
           {"field": "placedOn", "op": "between", "value": ["2026-01-01", "2026-01-31"]}]}})");
  CHECK(report::render(order, context(shop), file, progress, {}).rows == 1);
  const std::string strings = part(file, "xl/sharedStrings.xml");
  CHECK(strings.find("Limited to: search for \"ahm\"") != std::string::npos);
  CHECK(strings.find("Amount: at least 10") != std::string::npos);
  CHECK(strings.find("Date: 1 January 2026 to 31 January 2026") != std::string::npos);
  CHECK(strings.find("page 1 of 5 rows each") != std::string::npos);
  CHECK(strings.find("3 selected rows") != std::string::npos);
}

TEST_CASE("a duration that no clock shows is text") {
  const Shop shop;
  job::Progress progress;
  const auto file = shop.directory() / "a.xlsx";
  shop.execute("UPDATE orders SET took = CASE id WHEN 1 THEN 5400 WHEN 2 THEN -5 ELSE 1e20 END");
  const report::Result result = report::render(shop.order("en"), context(shop), file, progress, {});
  REQUIRE(result.remarks.size() == 1);
  CHECK(result.remarks.front().key == "report.misfits");
  CHECK(part(file, "xl/worksheets/sheet1.xml").find("<v>0.0625</v>") != std::string::npos);
  CHECK(part(file, "xl/sharedStrings.xml").find(">-5<") != std::string::npos);
}
