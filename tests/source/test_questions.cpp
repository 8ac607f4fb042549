// Hidden from the plain run: tests/databases/run.py starts the databases and runs these.

#include <algorithm>
#include <fstream>
#include <sstream>

#include "base/error.h"
#include "json/parse.h"
#include "json/write.h"
#include "model/report_specs.h"
#include "source/all_types.h"
#include "source/catalogue_check.h"
#include "source/result_rows.h"
#include "support/catch.h"

namespace {

json::Value questions() {
  std::ifstream file(GORMIC_BI_TREE "/tests/databases/questions.json");
  std::stringstream text;
  text << file.rdbuf();
  return json::parse(text.str());
}

std::string text_of(const json::Value& question, const char* member, const char* otherwise) {
  const json::Value* value = question.find(member);
  return value == nullptr ? otherwise : *value->string();
}

json::Value params_of(const json::Value& question) {
  json::Value params = json::Value::object();
  for (const char* member : {"query", "parameters", "lang", "organizationUid"}) {
    const json::Value* value = question.find(member);
    if (value != nullptr) params.add(member, *value);
  }
  return params;
}

std::string reference_of(const json::Value& question) {
  std::string sql = "SELECT id FROM all_types WHERE " + *question.find("where")->string() +
                    " ORDER BY " + text_of(question, "order", "id");
  const std::string limit = text_of(question, "limit", "");
  return limit.empty() ? sql : sql + " LIMIT " + limit;
}

}  // namespace

TEST_CASE("every source accepts the data models of the questions", "[.][databases]") {
  AllTypes all_types;
  for (const base::Diagnostic& diagnostic :
       source::check_catalogue(all_types.catalogue(), all_types.registry()).errors) {
    // To servers the spellings are texts; the other columns can be queried all the same.
    if (diagnostic.reason.key == "source.not_comparable" &&
        !diagnostic.path.starts_with("models/all_types")) {
      continue;
    }
    FAIL_CHECK(diagnostic.path << ": "
                               << std::get<std::string>(diagnostic.reason.arguments.at(0).second));
  }
}

TEST_CASE("every question has the rows of its reference SQL, in their order, from every source",
          "[.][databases]") {
  AllTypes all_types;
  const json::Value all = questions();
  CHECK(all.elements()->size() >= 200);
  std::size_t with_rows = 0;
  for (const json::Value& question : *all.elements()) {
    const auto expected = all_types.reference(reference_of(question));
    with_rows += expected.empty() ? 0 : 1;
    for (const std::string& source : all_types.sources()) {
      if (!all_types.supports(source, question)) continue;
      INFO(source << ": " << json::write(question));
      const auto checked =
          all_types.check(source, params_of(question), text_of(question, "key", ""));
      REQUIRE(outcome(checked) == "OK");
      CHECK(all_types.ids(*checked.spec()) == expected);
    }
  }
  CHECK(with_rows > all.elements()->size() * 9 / 10);
}

TEST_CASE("every source has the same language order of texts, or reports that it has not",
          "[.][databases]") {
  AllTypes all_types;
  for (const auto& [model, key] : {std::pair{"all_types.", "name"}, std::pair{"words.", "word"}}) {
    for (const char* lang : {"ar", "en"}) {
      json::Value sort = json::Value::object({{"field", key}, {"collation", "language"}});
      const json::Value query = json::Value::object({{"sort", json::Value::Array{sort}}});
      const auto order_from = [&](const std::string& source) {
        return *all_types
                    .check(source, json::Value::object(
                                       {{"uid", model + source}, {"lang", lang}, {"query", query}}))
                    .spec();
      };
      const auto expected = all_types.ids(order_from("sqlite"));
      CHECK(expected.size() > 100);
      CHECK_FALSE(std::ranges::is_sorted(expected));
      for (const std::string& source : all_types.sources()) {
        INFO(source << " " << model << lang);
        const model::ReportSpec spec = order_from(source);
        const source::ResultRows rows(spec, all_types.registry(), {});
        // SQLite through ODBC does not have our ICU collations.
        CHECK(rows.uses_source_collation() == (source == "odbc-sqlite"));
        if (source == "odbc-sqlite") {
          CHECK(all_types.ids(spec).size() == expected.size());
        } else {
          CHECK(all_types.ids(spec) == expected);
        }
      }
    }
  }
}

TEST_CASE("different spellings of a value are one value to every source", "[.][databases]") {
  AllTypes all_types;
  using Ids = std::vector<std::int64_t>;
  const std::vector<std::tuple<std::string, std::string, Ids>> asked{
      {"spellings.", R"("filters": {"field": "flag", "op": "eq", "value": true})", {1, 3, 7}},
      {"spellings.", R"("filters": {"field": "flag", "op": "eq", "value": false})", {2, 4, 8}},
      {"spellings.", R"("filters": {"field": "flag", "op": "neq", "value": true})", {2, 4, 6, 8}},
      {"spellings.", R"("filters": {"field": "yes", "op": "eq", "value": true})", {1, 3, 6, 8}},
      {"spellings.", R"("filters": {"field": "yes", "op": "eq", "value": false})", {2, 5, 7}},
      {"spellings.", R"("sort": [{"field": "flag"}])", {2, 4, 8, 1, 3, 7, 5, 6}},
      {"spellings.", R"("filters": {"field": "took", "op": "eq", "value": "2:03:04"})", {1}},
      {"spellings.",
       R"("filters": {"field": "took", "op": "in", "value": [86400, -1800]})",
       {2, 7}},
      {"spellings.", R"("filters": {"field": "took", "op": "gt", "value": 86400})", {3, 8}},
      {"spellings.", R"("filters": {"field": "took", "op": "lte", "value": 0})", {2, 5}},
      {"spellings.", R"("sort": [{"field": "took"}])", {2, 5, 6, 1, 7, 3, 8, 4}},
      {"spellings.",
       R"("filters": {"field": "happened", "op": "eq", "value": "2026-01-05"})",
       {1, 2, 7}},
      {"spellings.",
       R"("filters": {"field": "happened", "op": "lte", "value": "2026-01-05"})",
       {1, 2, 5, 7}},
      {"spellings.",
       R"("filters": {"field": "happened", "op": "eq", "value": "2026-01-01/2026-12-31"})",
       {1, 2, 3, 5, 6, 7, 8}},
      {"groups.", "", {5, 6, 7, 8, 1, 2, 3, 4}},
      {"choices.", "", {7, 8, 5, 6, 1, 2, 3, 4}},  // in the order x, a, X
      {"keys.", "", {5, 6, 7, 8, 1, 2, 3, 4}},
      {"days.", "", {5, 1, 2, 7, 3, 6, 8, 4}},
      {"blanks.", "", {5, 6, 8, 7, 1, 2, 3, 4}},
      {"names.", "", {5, 6, 7, 8, 1, 2, 3, 4}},
      {"rests.", "", {5, 1, 2, 3, 4, 8, 7, 6}},
  };
  // Only SQLite stores values so: to servers these columns are texts, which are not compared as
  // other types.
  const auto is_text = [](const std::string& model, const std::string& query) {
    return query.find("\"flag\"") != std::string::npos || model == "blanks." || model == "rests.";
  };
  for (const auto& [model, query, expected] : asked) {
    for (const std::string& source : all_types.sources()) {
      INFO(model << source << " " << query);
      const bool is_dynamic = source.find("sqlite") != std::string::npos;
      const json::Value params =
          json::parse(R"({"uid": ")" + model + source + R"(", "query": {)" + query + "}}");
      const auto checked = all_types.check(source, params);
      REQUIRE(outcome(checked) == "OK");
      if (!is_dynamic && is_text(model, query)) {
        CHECK_THROWS_AS(all_types.ids(*checked.spec()), base::Error);
      } else {
        CHECK(all_types.ids(*checked.spec()) == expected);
      }
    }
  }
}

TEST_CASE("every source's search ignores the same marks and spaces, in data and in search words",
          "[.][databases]") {
  AllTypes all_types;
  const auto verdict = [&](const std::string& kinds) {
    return all_types.reference("SELECT id FROM signs WHERE verdict IN (" + kinds + ") ORDER BY id");
  };
  const auto marks = verdict("'mark'");
  const auto blanks = verdict("'blank'");
  CHECK(marks.size() > 150);
  CHECK(blanks.size() == 25);
  const std::string search = R"("search": ")";
  const std::vector<std::pair<std::string, std::vector<std::int64_t>>> asked{
      {search + "ABcd\"", marks},
      {search + R"(\u202Ba\u00ADb\u0610\u06E1c\u200Bd\uFEFF\u08F0\uFE0F")", marks},
      {search + "ab cd\"", blanks},
      {search + R"(ab\u00A0cd")", blanks},
      {search + R"(a\u2066b\u3000c\u061Cd")", blanks},
      {search + R"(ab\tcd")", blanks},
      {R"("filters": {"field": "sign", "op": "startsWith", "value": "abc"})", marks},
      {R"("filters": {"field": "sign", "op": "endsWith", "value": "\u2003cd"})", blanks},
      {search + R"(\u200F\u0610")", verdict("'mark', 'blank', 'letter'")},
  };
  for (const auto& [query, expected] : asked) {
    for (const std::string& source : all_types.sources()) {
      INFO(source << " " << query);
      const json::Value params =
          json::parse(R"({"uid": "signs.)" + source + R"(", "query": {)" + query + "}}");
      const auto checked = all_types.check(source, params);
      REQUIRE(outcome(checked) == "OK");
      CHECK(all_types.ids(*checked.spec()) == expected);
    }
  }
}

TEST_CASE("thousands of instance ids are one bound value", "[.][databases]") {
  AllTypes all_types;
  json::Value ids = json::Value::array();
  for (std::int64_t id = 5'000; id > 0; --id) ids.add(id);
  json::Value parameter = json::Value::object({{"key", "instanceIds"}, {"value", ids}});
  json::Value params = json::Value::object({{"parameters", json::Value::Array{parameter}}});
  const auto expected = all_types.reference("SELECT id FROM all_types ORDER BY id DESC");
  for (const std::string& source : all_types.sources()) {
    INFO(source);
    CHECK(all_types.ids(*all_types.check(source, params).spec()) == expected);
  }
}
