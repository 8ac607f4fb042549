#include <fstream>
#include <set>

#include "database/connection.h"
#include "json/parse.h"
#include "model/request_validator.h"
#include "source/sql/query.h"
#include "source/sql/sqlite_functions.h"
#include "support/catch.h"
#include "support/temp_dir.h"

namespace {

void write_file(const std::filesystem::path& file, std::string_view text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file) << text;
}

/// A table of 20,000 rows with an index on each column, and a data model with all of its columns.
class Ledger {
 public:
  Ledger() {
    write_file(directory() / "models/ledger.json", R"({
      "uid": "ledger", "source": "ledger", "title": "Ledger",
      "access": {"scope": "none", "policies": [
        {"keys": ["branch"], "filter": {"field": "branch", "op": "eq", "value": "B7"}}]},
      "columns": [
        {"key": "id", "type": "integer"}, {"key": "branch", "type": "string"},
        {"key": "amount", "type": "money", "currency": "SAR"}, {"key": "day", "type": "date"},
        {"key": "moment", "type": "datetime"}, {"key": "pieces", "type": "integer"}],
      "query": {"filter": {"branch": ["eq", "in", "isNull"], "amount": ["eq", "gte", "lt", "between"],
                           "day": ["eq", "gte", "between"], "moment": ["gte", "eq"],
                           "pieces": ["eq", "in", "gt"], "id": ["eq"]}},
      "instanceIds": {"from": "id", "type": "integer"}})");
    write_file(directory() / "models/ledger.sql",
               "SELECT id, branch, amount, day, moment, pieces FROM ledger");
    write_file(directory() / "sources/ledger.json", R"({"kind": "sqlite", "path": "ledger.db"})");
    write_file(directory() / "organizations.json",
               R"({"organizations": [{"uid": "top", "name": "Top", "timeZone": "Asia/Riyadh"}]})");
    database::Connection connection(file(), database::Mode::kReadWrite);
    connection.execute(
        "CREATE TABLE ledger (id INTEGER PRIMARY KEY, branch TEXT, amount NUMERIC, day TEXT, "
        "moment "
        "TEXT, pieces INTEGER);"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT "
        "INTO "
        "ledger SELECT i, 'B' || (i % 1000), i / 8.0, date('2020-01-01', '+' || i % 2000 || ' "
        "days'), "
        "datetime('2020-01-01', '+' || i || ' hours'), i % 500 FROM n;"
        "CREATE INDEX by_branch ON ledger (branch); CREATE INDEX by_amount ON ledger (amount);"
        "CREATE INDEX by_day ON ledger (day); CREATE INDEX by_moment ON ledger (moment);"
        "CREATE INDEX by_pieces ON ledger (pieces); ANALYZE");
    model::Catalogue::Loaded loaded = model::Catalogue::load(directory());
    REQUIRE(loaded.catalogue);
    catalogue_ = loaded.catalogue;
  }

  /// SQLite's query plan for the request with these `members`.
  [[nodiscard]] std::string plan(const std::string& members, const std::string& key = "") const {
    const std::string params =
        R"({"uid": "ledger", "template": "excel-auto", "lang": "en")" + members + "}";
    const auto checked = model::validate_params(catalogue_, json::parse(params),
                                                {base::OrganizationUid{"top"}, key, base::Time{}});
    REQUIRE(checked.spec() != nullptr);
    const source::Query query = source::compile(*checked.spec(), source::sqlite_dialect(), {});
    INFO(query.sql);
    database::Connection connection(file(), database::Mode::kReadOnly);
    std::vector<bool> noted(query.undecided_columns.size());
    source::define_functions(connection, language::TimeZone{"Asia/Riyadh"}, noted);
    database::Statement statement = connection.prepare("EXPLAIN QUERY PLAN " + query.sql);
    int index = 0;
    for (const source::BoundValue& bound : query.values) {
      statement.bind(++index, std::string_view{model::format_value(*bound.value)});
    }
    std::string plan;
    while (statement.step()) plan += std::string{statement.text(3)} + "\n";
    return plan;
  }
  [[nodiscard]] std::string filtered(const std::string& field, const std::string& op,
                                     const std::string& value) const {
    return plan(R"(, "query": {"filters": {"field": ")" + field + R"(", "op": ")" + op + "\"" +
                (value.empty() ? "" : ", \"value\": " + value) + "}}");
  }

 private:
  [[nodiscard]] const std::filesystem::path& directory() const { return scratch_.path(); }
  [[nodiscard]] std::filesystem::path file() const { return directory() / "ledger.db"; }

  TempDir scratch_;
  std::shared_ptr<const model::Catalogue> catalogue_;
};

bool is_search(const std::string& plan, const std::string& index) {
  UNSCOPED_INFO(plan);
  return plan.find("SCAN ledger") == std::string::npos && plan.find(index) != std::string::npos;
}

}  // namespace

TEST_CASE("filters, policies and ids of plain columns use the columns' indexes") {
  const Ledger ledger;
  CHECK(is_search(ledger.filtered("branch", "eq", "\"B7\""), "USING INDEX by_branch"));
  CHECK(is_search(ledger.filtered("branch", "in", "[\"B7\", \"B8\"]"), "USING INDEX by_branch"));
  CHECK(is_search(ledger.filtered("branch", "isNull", ""), "USING INDEX by_branch"));
  CHECK(is_search(ledger.filtered("amount", "eq", "50.25"), "USING INDEX by_amount"));
  CHECK(is_search(ledger.filtered("amount", "gte", "2490"), "USING INDEX by_amount"));
  CHECK(is_search(ledger.filtered("amount", "lt", "2"), "USING INDEX by_amount"));
  CHECK(is_search(ledger.filtered("amount", "between", "[10, 12]"), "USING INDEX by_amount"));
  CHECK(is_search(ledger.filtered("day", "eq", "\"2020-02-01\""), "USING INDEX by_day"));
  CHECK(is_search(ledger.filtered("day", "between", "[\"2020-02-01\", \"2020-02-03\"]"),
                  "USING INDEX by_day"));
  CHECK(is_search(ledger.filtered("day", "gte", "\"2026-01-01\""), "USING INDEX by_day"));
  CHECK(is_search(ledger.filtered("moment", "eq", "\"2020-02-01\""), "USING INDEX by_moment"));
  CHECK(is_search(ledger.filtered("pieces", "eq", "7"), "USING INDEX by_pieces"));
  CHECK(is_search(ledger.filtered("pieces", "in", "[7, 9]"), "USING INDEX by_pieces"));
  CHECK(is_search(ledger.filtered("id", "eq", "7"), "USING INTEGER PRIMARY KEY"));
  CHECK(is_search(ledger.plan("", "branch"), "USING INDEX by_branch"));
  CHECK(is_search(ledger.plan(R"(, "parameters": [{"key": "instanceIds", "value": [7, 9]}])"),
                  "USING INTEGER PRIMARY KEY"));
}
