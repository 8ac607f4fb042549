#include <fstream>
#include <string>
#include <vector>

#include "base/error.h"
#include "source/catalogue_check.h"
#include "source/result_rows.h"
#include "support/arabic.h"
#include "support/catch.h"
#include "support/shop.h"

namespace {

/// The first column of all rows, separated by spaces.
std::string numbers(const Shop& shop, std::string_view members, std::string_view key_label = "") {
  const model::ReportSpec spec = shop.order("en", members, key_label);
  source::SourceRegistry sources;
  source::ResultRows rows(spec, sources, {});
  std::string text;
  while (rows.next()) {
    if (!text.empty()) text += ' ';
    text += rows.text(0);
  }
  return text;
}

}  // namespace

TEST_CASE(
    "an organization sees its rows and those of organizations below it, in the model's order") {
  const Shop shop;
  CHECK(numbers(shop, "") == "N-1 N-2 N-3");
  CHECK(numbers(shop, R"("organizationUid": "below")") == "N-3");
}

TEST_CASE("optional sections apply where their parameters are sent and are omitted where not") {
  const Shop shop;
  CHECK(
      numbers(
          shop,
          R"("parameters": [{"key": "period", "value": {"from": "2026-01-01", "to": "2026-01-31"}}])") ==
      "N-1 N-2");
  CHECK(numbers(shop, R"("parameters": [{"key": "branch", "value": {"values": ["A"]}}])") ==
        "N-1 N-3");
  CHECK(numbers(shop, R"("parameters": [{"key": "branch", "value": {"values": ["A", "B"]}}])") ==
        "N-1 N-2 N-3");
}

TEST_CASE("values are bound and never become SQL") {
  const Shop shop;
  CHECK(numbers(shop,
                R"("parameters": [{"key": "branch", "value": {"values": ["A') OR ('1'='1"]}}])") ==
        "");
  CHECK(numbers(shop, R"("query": {"search": "' OR 1=1 --"})") == "");
}

TEST_CASE("the list query filters values in any storage class") {
  const Shop shop;
  const auto filtered = [&](const std::string& conditions) {
    return numbers(shop, R"("query": {"filters": {"and": [)" + conditions + "]}}");
  };
  CHECK(filtered(R"({"field": "number", "op": "in", "value": ["N-1", "N-3", "N-4"]})") ==
        "N-1 N-3");
  CHECK(filtered(R"({"field": "amount", "op": "gte", "value": 100})") == "N-1");
  CHECK(filtered(R"({"field": "amount", "op": "eq", "value": "99.95"})") == "N-2");
  CHECK(filtered(R"({"field": "fee", "op": "gte", "value": "1.25"})") == "N-1");
  CHECK(filtered(
            R"({"field": "placedOn", "op": "between", "value": ["2026-01-02", "2026-02-01"]})") ==
        "N-2 N-3");
  CHECK(filtered(R"({"field": "paidAt", "op": "gte", "value": "2026-02-01T00:00:00"})") == "N-2");
  CHECK(
      filtered(
          R"({"field": "number", "op": "eq", "value": "N-1"}, {"field": "amount", "op": "lte", "value": 1})") ==
      "");
}

TEST_CASE("an empty cell is unequal to all values and sorts last in either direction") {
  const Shop shop;
  const auto filtered = [&](const std::string& conditions) {
    return numbers(shop, R"("query": {"filters": )" + conditions + "}");
  };
  CHECK(filtered(R"({"field": "gift", "op": "neq", "value": true})") == "N-2 N-3");
  CHECK(filtered(R"({"field": "gift", "op": "isNull"})") == "N-3");
  CHECK(filtered(R"({"field": "gift", "op": "eq", "value": true})") == "N-1");
  CHECK(filtered(R"({"field": "amount", "op": "nin", "value": ["100.5", -12]})") == "N-2");
  CHECK(filtered(R"({"field": "amount", "op": "gt", "value": "99.95"})") == "N-1");
  CHECK(numbers(shop, R"("query": {"sort": [{"field": "items"}]})") == "N-2 N-1 N-3");
  CHECK(numbers(shop, R"("query": {"sort": [{"field": "items", "direction": "desc"}]})") ==
        "N-1 N-2 N-3");
}

TEST_CASE("filters can be nested") {
  const Shop shop;
  CHECK(
      numbers(shop, R"("query": {"filters": {"or": [{"field": "number", "op": "eq", "value": "N-3"},
      {"and": [{"field": "amount", "op": "gte", "value": 1},
               {"or": [{"field": "gift", "op": "eq", "value": false},
                       {"field": "number", "op": "neq", "value": "N-1"}]}]}]}})") == "N-2 N-3");
}

TEST_CASE("a period of days contains its dates and its moments") {
  const Shop shop;
  const auto filtered = [&](const std::string& field, const std::string& op,
                            const std::string& value) {
    return numbers(shop, R"("query": {"filters": {"field": ")" + field + R"(", "op": ")" + op +
                             R"(", "value": )" + value + "}}");
  };
  const std::string january = R"("2026-01-01/2026-01-31")";
  CHECK(filtered("placedOn", "eq", january) == "N-1 N-2");
  CHECK(filtered("placedOn", "neq", january) == "N-3");
  CHECK(filtered("placedOn", "gt", january) == "N-3");
  CHECK(filtered("placedOn", "gte", january) == "N-1 N-2 N-3");
  CHECK(filtered("placedOn", "lte", R"("2026-01-31")") == "N-1 N-2");
  CHECK(filtered("placedOn", "lt", january) == "");
  CHECK(filtered("placedOn", "in", "[" + january + R"(, "2026-02-01"])") == "N-1 N-2 N-3");
  CHECK(filtered("placedOn", "nin", R"(["2026-01-01/2026-01-15", "2026-02-01"])") == "N-2");
  // Half past eleven in the evening, UTC, is the next day in Cairo, where the organization is.
  CHECK(filtered("paidAt", "eq", R"("2026-02-02")") == "N-2");
  CHECK(filtered("paidAt", "eq", R"("2026-02-01")") == "");
  CHECK(filtered("paidAt", "gte", R"("2026-02-02T01:30:00")") == "N-2");
  CHECK(filtered("paidAt", "gte", R"("2026-02-02T01:30:00.000001")") == "");
}

TEST_CASE("Arabic is found in any spelling") {
  const Shop shop;
  const std::string name = arabic("fold", "name");
  shop.execute("UPDATE orders SET customer_ar = '" + name + "' WHERE id = 2");
  for (const json::Value& spelling : *arabic("fold").find("spellings")->elements()) {
    const std::string words = *spelling.string();
    INFO(words);
    CHECK(numbers(shop, R"("query": {"search": ")" + words + "\"}") == "N-2");
    const model::ReportSpec spec = shop.order(
        "ar", R"("query": {"filters": {"field": "customer", "op": "startsWith", "value": ")" +
                  words + "\"}}");
    source::SourceRegistry sources;
    source::ResultRows rows(spec, sources, {});
    CHECK(rows.next());
  }
  for (const json::Value& other : *arabic("fold").find("others")->elements()) {
    CHECK(numbers(shop, R"("query": {"search": ")" + *other.string() + "\"}") == "");
  }
}

TEST_CASE("texts are included and excluded by a part of them") {
  const Shop shop;
  const auto filtered = [&](const std::string& op, const std::string& value) {
    return numbers(shop, R"("query": {"filters": {"field": "customer", "op": ")" + op +
                             R"(", "value": ")" + value + "\"}}");
  };
  CHECK(filtered("contains", "HME") == "N-1");
  CHECK(filtered("startsWith", "a") == "N-1 N-3");
  CHECK(filtered("startsWith", "h") == "");
  CHECK(filtered("endsWith", "%") == "N-2");
  CHECK(filtered("notContains", "_") == "N-1 N-2");
  CHECK(filtered("contains", "!") == "");
}

TEST_CASE("a row policy always applies to the callers that it is for") {
  const Shop shop;
  CHECK(numbers(shop, "", "boss") == "N-1 N-2 N-3");
  CHECK(numbers(shop, "", "clerk") == "N-2 N-3");
  CHECK(numbers(shop, "", "clerk of sales") == "N-2 N-3");
  CHECK(numbers(shop, "", "clerk of gifts") == "N-2");
  CHECK(numbers(shop, R"("query": {"filters": {"or": [{"field": "amount", "op": "gte", "value": 0},
      {"field": "gift", "op": "isNull"}]}})",
                "clerk of gifts") == "N-2");
  CHECK(numbers(shop, R"("parameters": [{"key": "instanceIds", "value": [1, 2, 3]}])",
                "clerk of gifts") == "N-2");
}

TEST_CASE("search takes its words literally, in the columns of both languages") {
  const Shop shop;
  CHECK(numbers(shop, R"("query": {"search": "ahm"})") == "N-1");
  CHECK(numbers(shop, R"("query": {"search": "%"})") == "N-2");
  CHECK(numbers(shop, R"("query": {"search": "_"})") == "N-3");
  CHECK(numbers(shop, R"("query": {"search": "Y"})") == "N-2");
}

TEST_CASE("sort, fields and paging determine the result") {
  const Shop shop;
  CHECK(numbers(shop, R"("query": {"sort": [{"field": "number", "direction": "desc"}]})") ==
        "N-3 N-2 N-1");
  CHECK(numbers(shop, R"("query": {"page": 2, "pageSize": 2})") == "N-3");
  CHECK(numbers(shop, R"("query": {"fields": ["customer", "number"], "page": 1, "pageSize": 1})") ==
        "Ahmed");
}

TEST_CASE("instance ids select rows, and another organization's ids are like unknown ones") {
  const Shop shop;
  const model::ReportSpec spec = shop.order(
      "en", R"("parameters": [{"key": "instanceIds", "value": {"ids": [3, 1, 4, 99]}}])");
  source::SourceRegistry sources;
  source::ResultRows rows(spec, sources, {});
  while (rows.next()) {
  }
  CHECK(rows.count() == 2);
  CHECK(rows.missing_ids() == 2);
}

TEST_CASE("selected rows have the order of their ids, unless a sort is requested") {
  const Shop shop;
  const std::string ids = R"("parameters": [{"key": "instanceIds", "value": [3, 1, 2]}])";
  CHECK(numbers(shop, ids) == "N-3 N-1 N-2");
  CHECK(numbers(shop, ids + R"(, "query": {"sort": [{"field": "number"}]})") == "N-1 N-2 N-3");
  CHECK(numbers(shop, ids + R"(, "query": {"page": 2, "pageSize": 2})") == "N-2");
}

TEST_CASE("a report over the model's row limit fails instead of being cut") {
  const Shop shop;
  shop.execute(
      "WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)"
      "INSERT INTO orders (id, organization) SELECT i, 'top' FROM n");
  const model::ReportSpec spec = shop.order("en");
  source::SourceRegistry sources;
  source::ResultRows rows(spec, sources, {});
  try {
    while (rows.next()) {
    }
    FAIL("no end");
  } catch (const base::Error& error) {
    CHECK(error.user_message()->key == "source.too_many_rows");
    CHECK(rows.count() == 1001);
  }
}

TEST_CASE("a stopped query ends, and a broken one does not reveal its SQL") {
  const Shop shop;
  const model::ReportSpec spec = shop.order("en");
  std::stop_source stop;
  stop.request_stop();
  shop.execute(
      "WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 90000)"
      "INSERT INTO orders (id, organization) SELECT i, 'nobody' FROM n");
  source::SourceRegistry sources;
  source::ResultRows rows(spec, sources, stop.get_token());
  CHECK_THROWS_AS(
      [&] {
        while (rows.next()) {
        }
      }(),
      base::Canceled);

  shop.execute("ALTER TABLE orders RENAME COLUMN fee TO gone");
  try {
    const source::ResultRows broken(spec, sources, {});
    FAIL("opened");
  } catch (const base::Error& error) {
    CHECK(error.user_message()->key == "source.query_failed");
    CHECK(error.user_message()->arguments.empty());
  }
}

TEST_CASE("model check finds sections without which the SQL is invalid, also in lookups") {
  const Shop shop;
  const auto write = [&](const char* file, std::string_view text) {
    std::ofstream(shop.directory() / "models" / file) << text;
  };
  const auto faults_of = [&] {
    const auto loaded = model::Catalogue::load(shop.directory());
    REQUIRE(loaded.catalogue != nullptr);
    source::SourceRegistry sources;
    return source::check_catalogue(*loaded.catalogue, sources).errors;
  };
  write("lists.json", R"({"uid": "lists", "source": "shop", "title": "Lists",
    "access": {"scope": "none"}, "columns": [{"key": "id", "type": "integer"}], "parameters": [
    {"key": "branch", "type": "string"}, {"key": "period", "type": "dateRange"},
    {"key": "least", "type": "integer", "default": 1},
    {"key": "number", "type": "string", "values": {"sql":
      "SELECT number AS value FROM orders [[WHERE branch = :branch]] [[AND id > :least]]"}}]})");
  write("lists.sql",
        "SELECT id FROM orders WHERE id > 0 [[AND placed_on >= :period_from]] "
        "[[AND number = :number]]");
  auto errors = faults_of();
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].path == "models/lists.json: parameters[3].values.sql");
  CHECK(errors[0].reason.key == "source.sql_fault_without");
  CHECK(std::get<std::string>(errors[0].reason.arguments[0].second) == "branch");
  write("lists.sql",
        "SELECT id FROM orders [[WHERE placed_on BETWEEN :period_from AND :period_to]] "
        "[[AND number = :number]]");
  errors = faults_of();
  REQUIRE(errors.size() == 2);
  CHECK(errors[0].path == "models/lists.sql");
  CHECK(std::get<std::string>(errors[0].reason.arguments[0].second) == "period");
}

TEST_CASE("model check finds columns that the SQL lacks, and SQL that SQLite refuses") {
  const Shop shop;
  source::SourceRegistry sources;
  CHECK(source::check_catalogue(*shop.order("en").catalogue, sources).errors.empty());
  shop.execute("ALTER TABLE orders RENAME COLUMN fee TO gone");
  const auto errors = source::check_catalogue(*shop.order("en").catalogue, sources).errors;
  REQUIRE(errors.size() == 1);
  CHECK(errors.front().path == "models/shop.orders.sql");
  CHECK(errors.front().reason.key == "source.sql_fault");
}

TEST_CASE("no report reads the server's own database, under any path") {
  const Shop shop;
  const model::ReportSpec spec = shop.order("en");
  std::filesystem::create_hard_link(shop.directory() / "shop.db", shop.directory() / "other.db");
  for (const char* own : {"shop.db", "other.db", "gormic-bi.db"}) {
    CAPTURE(own);
    source::SourceRegistry sources{shop.directory() / own};
    try {
      source::ResultRows rows(spec, sources, {});
      FAIL("it was opened");
    } catch (const base::Error& error) {
      REQUIRE(error.user_message());
      CHECK(error.user_message()->key == "source.own_database");
    }
  }
  source::SourceRegistry sources{shop.directory() / "data" / "gormic-bi.db"};
  CHECK_NOTHROW(source::ResultRows{spec, sources, {}});
}

TEST_CASE("no report reads a copy of a server's database") {
  const Shop shop;
  const model::ReportSpec spec = shop.order("en");
  shop.execute("PRAGMA application_id = 1195526449");  // as migration 008 does
  source::SourceRegistry sources;
  CHECK_THROWS_AS((source::ResultRows{spec, sources, {}}), base::Error);
}
