#include "report/preview/preview.h"

#include <algorithm>

#include "report/rendered.h"
#include "support/catch.h"

using report::PreviewColumn;
using report::RowKind;

namespace {

report::Preview preview(const Shop& shop, const std::string& lang, const std::string& members = "",
                        const std::string& key_label = "") {
  source::SourceRegistry sources;
  const model::ReportSpec spec = shop.order(lang, members, key_label);
  const auto file = shop.directory() / "preview.xlsx";
  report::Preview made =
      report::preview(spec, spec.language, context(shop, sources), file, std::stop_token{});
  std::filesystem::remove(file);
  return made;
}

std::vector<RowKind> kinds(const report::Preview& preview) {
  std::vector<RowKind> kinds;
  for (const report::PreviewRow& row : preview.rows) kinds.push_back(row.kind);
  return kinds;
}

/// Adds `count` orders of branch "C", each of the amount 1.
void add_orders(const Shop& shop, int count) {
  shop.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
               std::to_string(count) +
               ") INSERT INTO orders (id, organization, branch, number, amount, items) "
               "SELECT 100 + i, 'top', 'C', 'M-' || i, 1, 1 FROM n");
}

}  // namespace

TEST_CASE("a preview of few rows is complete and has their total") {
  const Shop shop;
  const report::Preview made =
      preview(shop, "en", R"("query": {"fields": ["number", "placedOn", "amount"]})");
  CHECK(made.is_complete);
  CHECK(made.row_count == 3);
  CHECK(made.title == "Orders");
  REQUIRE(made.columns.size() == 4);
  CHECK(made.columns[1].key == "placedOn");
  CHECK(made.columns[1].kind == PreviewColumn::Kind::kValue);
  CHECK(made.columns[2].kind == PreviewColumn::Kind::kHijri);
  CHECK(made.columns[2].key == "placedOn");
  CHECK(made.columns[3].type == model::Type::kMoney);
  using Cells = std::vector<std::string>;
  REQUIRE(made.rows.size() == 4);
  CHECK(made.rows[0].cells == Cells{"N-1", "01/01/2026", "1447/07/12", "100.50"});
  CHECK(made.rows[2].cells == Cells{"N-3", "01/02/2026", "1447/08/13", "(12.00)"});
  CHECK(made.rows[3].kind == RowKind::kTotal);
  CHECK(made.rows[3].cells == Cells{"Total", "", "", "188.45"});
}

TEST_CASE("a preview of many rows is cut, and has no total of rows that it does not show") {
  const Shop shop(R"({"groups": [{"by": "branch", "subtotal": true}]})");
  add_orders(shop, 100);
  const report::Preview made = preview(shop, "en", R"("query": {"fields": ["number", "amount"]})");
  CHECK_FALSE(made.is_complete);
  CHECK(made.row_count == report::kPreviewRows);
  const std::vector<RowKind> expected = {RowKind::kGroup,    RowKind::kData,  RowKind::kData,
                                         RowKind::kSubtotal, RowKind::kGroup, RowKind::kData,
                                         RowKind::kSubtotal, RowKind::kGroup, RowKind::kData};
  const std::vector<RowKind> found = kinds(made);
  REQUIRE(found.size() == 8 + 47);
  CHECK(std::equal(expected.begin(), expected.end(), found.begin()));
  CHECK(found.back() == RowKind::kData);
  CHECK(made.rows[3].cells.back() == "88.50");
}

TEST_CASE("fifty rows are all rows where no other follows") {
  const Shop shop;
  add_orders(shop, 47);
  CHECK(preview(shop, "en").is_complete);
  shop.execute("INSERT INTO orders (id, organization) VALUES (999, 'top')");
  CHECK_FALSE(preview(shop, "en").is_complete);
}

TEST_CASE("a preview without rows has the titles of its columns") {
  const Shop shop;
  const report::Preview made = preview(shop, "ar", R"("query": {"search": "nobody"})");
  CHECK(made.is_complete);
  CHECK(made.rows.empty());
  CHECK(made.columns.size() == 14);
}

TEST_CASE("a preview shows nothing that a policy hides") {
  const Shop shop;
  const report::Preview made = preview(shop, "en", "", "clerk of gifts");
  REQUIRE(made.row_count == 1);
  CHECK(made.rows.front().cells.front() == "N-2");
  CHECK(std::ranges::any_of(made.facts, [](const std::string& fact) {
    return fact.find("Amount") != std::string::npos;
  }));
}

TEST_CASE("instances are sections of a preview") {
  const Shop shop(R"({"sheetPerInstance": true})");
  const report::Preview made =
      preview(shop, "en", R"("parameters": [{"key": "instanceIds", "value": {"values": [2, 1]}}])");
  CHECK(kinds(made) == std::vector{RowKind::kSection, RowKind::kData, RowKind::kTotal,
                                   RowKind::kSection, RowKind::kData, RowKind::kTotal});
  CHECK(made.rows[0].cells.front() == "2");
  CHECK(made.rows[3].cells.front() == "1");
}

TEST_CASE("a warning about rows that are not shown is left out of a preview") {
  const Shop shop(R"({"checks": [{"equal": ["amount", "price"]}]})");
  shop.execute("UPDATE orders SET amount = 'many' WHERE id = 1");
  const auto keys = [](const report::Preview& made) {
    std::vector<std::string> found;
    for (const base::Message& warning : made.warnings) found.push_back(warning.key);
    return found;
  };
  const auto whole = keys(preview(shop, "en"));
  CHECK(std::ranges::find(whole, "report.misfits") != whole.end());
  const auto count = whole.size();
  add_orders(shop, 60);
  const auto cut = keys(preview(shop, "en"));
  CHECK(std::ranges::find(cut, "report.misfits") != cut.end());
  CHECK(std::ranges::find(cut, "report.unbalanced") == cut.end());
  CHECK(cut.size() <= count);
}
