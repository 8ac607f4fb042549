#include "source/lookup_values.h"

#include "database/connection.h"
#include "json/parse.h"
#include "model/catalogue_folder.h"
#include "model/request_validator.h"
#include "support/catch.h"
#include "support/sqlite_statements.h"

namespace {

/// A data model with one parameter, whose values the SQL `lookup` lists.
class LookupFixture {
 public:
  explicit LookupFixture(const std::string& lookup, const std::string& type = "string") {
    folder_.write("models/m.json",
                  CatalogueFolder::model(R"("access": {"organizations": ["*"]},
        "columns": [{"key": "a", "type": "string"}], "parameters": [
          {"key": "p", "multiple": true, "type": ")" +
                                         type + R"(", "values": {"sql": ")" + lookup + R"("}}])"));
    folder_.write("models/m.sql", "SELECT a FROM t WHERE o = :organization_uid [[AND a IN (:p)]]");
    database::Connection(folder_.path() / "s.db", database::Mode::kReadWrite)
        .execute("CREATE TABLE t (a TEXT, o TEXT)");
  }

  /// Checks these values of the parameter, a JSON list.
  source::CheckedValues check(const std::string& values) {
    const auto loaded = folder_.load();
    INFO(listed(loaded.errors));
    REQUIRE(loaded.catalogue != nullptr);
    const auto validated =
        model::validate_params(loaded.catalogue,
                               json::parse(R"({"uid": "m", "template": "excel-auto", "lang": "en",
            "parameters": [{"key": "p", "value": {"values": )" +
                                           values + "}}]}"),
                               make_caller("acme"));
    REQUIRE(validated.spec() != nullptr);
    return source::check_values(*validated.spec(), sources_, {});
  }

 private:
  CatalogueFolder folder_;
  source::SourceRegistry sources_;
};

/// "r=Riyadh j=Jeddah", the English labels.
std::string labels(const source::CheckedValues& checked) {
  std::string text;
  for (const model::Choice& choice : checked.choices.at("p")) {
    text += (text.empty() ? "" : " ") + choice.value + "=" + choice.label.en;
  }
  return text;
}

}  // namespace

TEST_CASE("one run of a lookup says which values are listed and what their labels are") {
  LookupFixture it(
      "SELECT column1 AS value, column2 AS label FROM (VALUES ('r', 'Riyadh'), "
      "(NULL, 'None'), ('r', 'Elsewhere'), ('\u062c', '\u062c\u062f\u0629'))");
  const SqliteStatements statements;
  const auto listed_values = it.check(R"(["\u062c", "r"])");
  CHECK(listed_values.errors.empty());
  CHECK(labels(listed_values) == "r=Riyadh \u062c=\u062c\u062f\u0629");
  CHECK(statements.count("Riyadh") == 1);

  const auto checked = it.check(R"(["r", "x", "R"])");
  CHECK(listed(checked.errors).find("source.value_not_listed") != std::string::npos);
  CHECK(checked.errors.size() == 2);
  CHECK(labels(checked) == "r=Riyadh");
  CHECK(statements.count("Riyadh") == 2);
}

TEST_CASE("a lookup without rows lists no value, and one without labels has the values as labels") {
  LookupFixture none("SELECT 1 AS value FROM t", "integer");
  CHECK(none.check("[1]").errors.size() == 1);
  CHECK(none.check("[1]").choices.at("p").empty());
  LookupFixture numbers("SELECT column1 AS value FROM (VALUES (7), ('8'))", "integer");
  CHECK(numbers.check("[8, 7]").errors.empty());
  CHECK(labels(numbers.check("[8, 7]")) == "7=7 8=8");
}

TEST_CASE("of several values, those after 100,000 rows of the list are listed without a label") {
  LookupFixture it(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100001) "
      "SELECT i AS value, 'no ' || i AS label FROM n",
      "integer");
  const auto checked = it.check("[100000, 100001]");
  CHECK(checked.errors.empty());
  CHECK(labels(checked) == "100000=no 100000");
  CHECK(labels(it.check("[100001]")) == "100001=no 100001");
}
