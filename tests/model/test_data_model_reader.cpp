#include <filesystem>
#include <string>

#include "model/catalogue_folder.h"
#include "model/report_specs.h"
#include "support/catch.h"

namespace fs = std::filesystem;

TEST_CASE(
    "a missing title, label or language, an unused parameter and unordered groups are warnings") {
  const CatalogueFolder folder;
  folder.write("models/m.json",
               CatalogueFolder::model(R"("layout": {"languages": ["ar"], "groups": [{"by": "a"}]},
      "parameters": [{"key": "p", "type": "integer"}],
      "query": {"filter": {"a": ["contains"]}}, "fileName": {"en": "x"})"));
  const auto loaded = folder.load();
  CHECK(listed(loaded.errors).empty());
  CHECK(listed(loaded.warnings) ==
        "models/m.json: parameters[0].label model.no_title | "
        "models/m.json: columns[0].title model.no_title | "
        "models/m.json: columns[1].title model.no_title | "
        "models/m.json: fileName model.one_language_missing | "
        "models/m.json: parameters model.parameter_without_use | "
        "models/m.json: layout.groups model.groups_without_order");
  CHECK(folder
            .errors_with(R"("layout": {"groups": [{"by": "a"}]},
      "query": {"sort": ["a"], "defaultSort": [{"field": "a"}]})")
            .empty());
  CHECK(listed(folder.load().warnings).find("groups_without_order") == std::string::npos);
}

TEST_CASE("number formats are read, and minor units without a currency are a warning") {
  const CatalogueFolder folder;
  folder.write("models/m.json", CatalogueFolder::model(R"("columns": [
      {"key": "a", "type": "percent", "decimals": 0}, {"key": "b", "type": "money", "decimals": 10},
      {"key": "c", "type": "integer", "grouping": false}, {"key": "d", "type": "decimal"},
      {"key": "e", "type": "money", "minor": true},
      {"key": "f", "type": "money", "minor": true, "currency": {"from": "unit"}}])"));
  const auto loaded = folder.load();
  REQUIRE(loaded.catalogue);
  const auto& columns = loaded.catalogue->model("m")->columns;
  CHECK(columns[0].decimals == 0);
  CHECK(columns[1].decimals == 10);
  CHECK_FALSE(columns[2].grouping);
  CHECK_FALSE(columns[3].decimals);
  CHECK(columns[3].grouping);
  CHECK(listed(loaded.warnings).find("columns[4].minor model.minor_without_currency") !=
        std::string::npos);
  CHECK(listed(loaded.warnings).find("columns[5].minor") == std::string::npos);
}

TEST_CASE("the digits of a parameter are not grouped where its name or its bounds are of years") {
  const CatalogueFolder folder;
  folder.write("models/m.json", CatalogueFolder::model(R"("parameters": [
      {"key": "year", "type": "integer"}, {"key": "fiscalYear", "type": "integer", "default": 2026},
      {"key": "a", "type": "integer", "label": {"en": "Of", "ar": "\u0627\u0644\u0633\u0646\u0629 \u0627\u0644\u0645\u0627\u0644\u064a\u0629"}},
      {"key": "b", "type": "integer", "label": "Hijri year"},
      {"key": "c", "type": "integer", "min": 1440, "max": 1500},
      {"key": "d", "type": "integer"}, {"key": "daysPerYear", "type": "integer"},
      {"key": "lastYear", "type": "integer", "grouping": true}])"));
  const auto loaded = folder.load();
  REQUIRE(loaded.catalogue);
  std::string grouped;
  for (const auto& parameter : loaded.catalogue->model("m")->parameters) {
    if (parameter.grouping) grouped += parameter.key + " ";
  }
  CHECK(grouped == "d daysPerYear lastYear ");
}

TEST_CASE("an unknown type adds no errors about members that depend on the type") {
  const CatalogueFolder folder;
  CHECK(folder.errors_with(
            R"("columns": [{"key": "n", "type": "moeny", "currency": "SAR", "minor": true,
      "total": "sum", "highlights": [{"op": "gt", "value": 1, "tone": "bad"}]}],
      "query": {"filter": {"n": ["gt"]}, "sort": ["n"]},
      "layout": {"chart": {"kind": "column", "category": "n", "values": ["n"]}})") ==
        "models/m.json: columns[0].type model.not_one_of");
  CHECK(folder.errors_with(
            R"("parameters": [{"key": "x", "type": "nmuber", "min": 1, "default": 2}])") ==
        "models/m.json: parameters[0].type model.not_one_of");
}

TEST_CASE("the values of an enum may be looked up") {
  const CatalogueFolder folder;
  CHECK(folder
            .errors_with(R"("parameters": [{"key": "x", "type": "enum", "default": "a",
      "values": {"sql": "SELECT v AS value FROM t"}}])")
            .empty());
  CHECK(folder.load().catalogue->model("m")->parameter("x")->lookup != nullptr);
}

TEST_CASE("paper, scale and frozen panes are read, and a scale too small to read is a warning") {
  const CatalogueFolder folder;
  folder.write("models/m.json", CatalogueFolder::model(R"("layout": {"paper": "auto",
      "scale": 59, "freeze": {"rows": false, "columns": 2}}, "columns": [{"key": "a", "type": "string"}])"));
  auto loaded = folder.load();
  INFO(listed(loaded.errors));
  REQUIRE(loaded.catalogue);
  const model::Layout& layout = loaded.catalogue->model("m")->layout;
  CHECK(layout.paper == model::Paper::kAuto);
  CHECK(layout.scale == 59);
  CHECK(layout.freeze.rows == false);
  CHECK(layout.freeze.columns == 2);
  CHECK(listed(loaded.warnings).find("layout.scale model.print_is_small") != std::string::npos);
  folder.write("models/m.json", CatalogueFolder::model(R"("layout": {"scale": 60})"));
  loaded = folder.load();
  REQUIRE(loaded.catalogue);
  CHECK(listed(loaded.warnings).find("print_is_small") == std::string::npos);
  CHECK(loaded.catalogue->model("m")->layout.paper == model::Paper::kA4);
  CHECK_FALSE(loaded.catalogue->model("m")->layout.freeze.rows);
  CHECK(folder.errors_with(R"("layout": {"paper": "a4", "scale": 9,
      "freeze": {"rows": 1, "columns": 21, "first": 1}}, "columns": [{"key": "a", "type": "string"}])") ==
        "models/m.json: layout.paper model.not_one_of | "
        "models/m.json: layout.scale model.not_integer_between | "
        "models/m.json: layout.freeze.rows model.not_boolean | "
        "models/m.json: layout.freeze.columns model.not_integer_between | "
        "models/m.json: layout.freeze.first model.unknown_member");
}

TEST_CASE("a layout is checked against the columns") {
  const CatalogueFolder folder;
  folder.write("models/m.json", CatalogueFolder::model(R"("layout": {
      "groups": [{"by": "a", "collapsed": true}],
      "chart": {"kind": "pie", "category": "a", "values": ["a", "b"]},
      "checks": [{"equal": ["a", "a"]}, {"equal": ["a"]}],
      "sheetPerInstance": true, "sheetDetails": ["z", "a"]})"));
  CHECK(listed(folder.load().errors) ==
        "models/m.json: layout.groups[0].collapsed model.collapsed_without_subtotal | "
        "models/m.json: layout.chart.values[0] model.not_number_column | "
        "models/m.json: layout.chart.values[0] model.chart_without_total | "
        "models/m.json: layout.chart.values[1] model.no_such_column | "
        "models/m.json: layout.chart.values model.not_so_many_values | "
        "models/m.json: layout.chart model.chart_category | "
        "models/m.json: layout.checks[0].equal[0] model.not_summed | "
        "models/m.json: layout.checks[0].equal[1] model.not_summed | "
        "models/m.json: layout.checks[0].equal[1] model.equal_to_itself | "
        "models/m.json: layout.checks[1].equal model.not_two_columns | "
        "models/m.json: layout.sheetDetails[0] model.no_such_column | "
        "models/m.json: layout.sheetDetails model.no_column_left | "
        "models/m.json: layout model.sheets_without_ids");
}

TEST_CASE("a data model and its SQL are checked against each other") {
  const CatalogueFolder folder;
  const auto sql_errors = [&](const std::string& sql) {
    return folder.errors_of("models/m.sql", sql);
  };
  CHECK(sql_errors("SELECT a FROM t") == "models/m.sql model.sql_unscoped");
  CHECK(sql_errors("SELECT a FROM t [[ WHERE o = :organization_uid ]]") ==
        "models/m.sql model.sql_unscoped");
  CHECK(sql_errors("SELECT a FROM t WHERE o = ':organization_uid'") ==
        "models/m.sql model.sql_unscoped");
  CHECK(sql_errors("SELECT a\nFROM t WHERE o = :organization_uid AND b = :b") ==
        "models/m.sql model.sql_unknown_name");
  folder.write("models/m.json", CatalogueFolder::model(R"("parameters": [
      {"key": "list", "type": "string", "multiple": true}, {"key": "span", "type": "dateRange"}],
      "access": {"scope": "tree"})"));
  const std::string scoped = "SELECT a FROM t WHERE o IN (:organization_uid) ";
  CHECK(sql_errors(scoped + "[[ AND b IN (:list) ]] [[ AND d BETWEEN :span_from AND :span_to ]]")
            .empty());
  CHECK(sql_errors("SELECT a FROM t WHERE o = :organization_uid") ==
        "models/m.sql model.sql_list_outside_in");
  CHECK(sql_errors(scoped + "[[ AND b = :list ]]") == "models/m.sql model.sql_list_outside_in");
  CHECK(sql_errors(scoped + "AND b IN (:list)") == "models/m.sql model.sql_list_without_section");
  CHECK(sql_errors(scoped + "AND d = :span") == "models/m.sql model.sql_unknown_name");
  folder.write("models/m.json", CatalogueFolder::model(R"("access": {"scope": "none"})"));
  CHECK(sql_errors("SELECT a FROM t").empty());
  CHECK(sql_errors(scoped) == "models/m.sql model.sql_organization_without_scope");
  fs::remove(folder.path() / "models/m.sql");
  CHECK(folder.errors() == "models/m.sql model.file_not_read");
}

TEST_CASE("each member of a data model is checked") {
  const CatalogueFolder folder;
  struct Bad {
    const char* members;
    const char* errors;
  };
  const Bad cases[] = {
      {R"("colour": 1)", "colour model.unknown_member"},
      {R"("version": 0)", "version model.not_integer_between"},
      {R"("access": {"policies": [{"keys": ["x"]}]})", "access.policies[0].filter model.missing"},
      {R"("access": {"policies": [{"filter": {"field": "a", "op": "gt", "value": "x"}}]})",
       "access.policies[0].filter.op model.operator_does_not_fit"},
      {R"("access": {"policies": [{"filter": {"field": "b", "op": "eq", "value": "x"}}]})",
       "access.policies[0].filter.field model.no_such_column"},
      {R"("access": {"policies": [{"keys": [], "filter": {"field": "a", "op": "isNull"}}]})",
       "access.policies[0].keys model.empty_list"},
      {R"("access": {"policies": [{"filter": {"and": []}}]})",
       "access.policies[0].filter model.empty_list"},
      {R"("access": {"organizations": []})", "access.organizations model.empty_list"},
      {R"("access": {"scope": "all"})", "access.scope model.not_one_of"},
      {R"("parameters": [{"key": "a_b", "type": "string"}])", "parameters[0].key model.not_key"},
      {R"("parameters": [{"key": "instanceIds", "type": "string"}])",
       "parameters[0].key model.reserved_key"},
      {R"("parameters": [{"key": "x", "type": "float"}])", "parameters[0].type model.not_one_of"},
      {R"("parameters": [{"key": "x", "type": "string"}, {"key": "x", "type": "date"}])",
       "parameters[1] model.twice"},
      {R"("parameters": [{"key": "x", "type": "string", "min": 1}])",
       "parameters[0].min model.not_for_this_type"},
      {R"("parameters": [{"key": "x", "type": "integer", "min": 2, "max": 1}])",
       "parameters[0].max model.max_below_min"},
      {R"("parameters": [{"key": "x", "type": "integer", "max": 5, "default": 6}])",
       "parameters[0].default model.too_large"},
      {R"("parameters": [{"key": "x", "type": "string", "pattern": "("}])",
       "parameters[0].pattern language.bad_pattern"},
      {R"("parameters": [{"key": "x", "type": "string", "minLength": 3, "maxLength": 2}])",
       "parameters[0].maxLength model.max_below_min"},
      {R"("parameters": [{"key": "x", "type": "enum"}])", "parameters[0].values model.missing"},
      {R"("parameters": [{"key": "x", "type": "enum", "values": ["a", "a"]}])",
       "parameters[0].values[1] model.twice"},
      {R"("parameters": [{"key": "x", "type": "string", "maxItems": 2}])",
       "parameters[0].maxItems model.not_for_this_type"},
      {R"("parameters": [{"key": "x", "type": "money", "currency": "SR"}])",
       "parameters[0].currency model.not_currency"},
      {R"("parameters": [{"key": "x", "type": "decimal", "currency": "SAR"}])",
       "parameters[0].currency model.not_for_this_type"},
      {R"("parameters": [{"key": "x", "type": "money", "grouping": false}])",
       "parameters[0].grouping model.not_for_this_type"},
      {R"("parameters": [{"key": "x", "type": "dateRange", "multiple": true}])",
       "parameters[0].multiple model.not_for_this_type"},
      {R"("columns": [])", "columns model.empty_list"},
      {R"("columns": [{"key": "a", "type": "dateRange"}])", "columns[0].type model.not_one_of"},
      {R"("columns": [{"key": "a", "type": "string", "hijri": true}])",
       "columns[0].hijri model.not_for_this_type"},
      {R"("columns": [{"key": "a", "type": "money", "currency": "SR"}])",
       "columns[0].currency model.not_currency"},
      {R"("columns": [{"key": "a", "type": "integer", "minor": true}])",
       "columns[0].minor model.not_for_this_type"},
      {R"("columns": [{"key": "a", "type": "integer", "decimals": 2}])",
       "columns[0].decimals model.not_for_this_type"},
      {R"("columns": [{"key": "a", "type": "percent", "decimals": 11}])",
       "columns[0].decimals model.not_integer_between"},
      {R"("columns": [{"key": "a", "type": "decimal", "decimals": -1}])",
       "columns[0].decimals model.not_integer_between"},
      {R"("columns": [{"key": "a", "type": "decimal", "grouping": false}])",
       "columns[0].grouping model.not_for_this_type"},
      {R"("columns": [{"key": "a", "type": "integer", "grouping": "no"}])",
       "columns[0].grouping model.not_boolean"},
      {R"("columns": [{"key": "a", "type": "string", "total": "sum"}])",
       "columns[0].total model.not_for_this_type"},
      {R"("columns": [{"key": "a", "type": "date", "total": "average"}])",
       "columns[0].total model.not_for_this_type"},
      {R"("columns": [{"key": "a", "type": "string", "total": "max"}])",
       "columns[0].total model.not_for_this_type"},
      {R"("columns": [{"key": "a", "type": "string", "from": {"en": "x"}}])",
       "columns[0].from model.not_result_column"},
      {R"("query": {"filter": {"b": ["eq"]}})", "query.filter.b model.no_such_column"},
      {R"("query": {"filter": {"a": ["gte"]}})", "query.filter.a[0] model.operator_does_not_fit"},
      {R"("query": {"filter": {"a": ["like"]}})", "query.filter.a[0] model.not_one_of"},
      {R"("query": {"sort": ["b"]})", "query.sort[0] model.no_such_column"},
      {R"("query": {"search": ["d"]})", "query.search model.not_searchable"},
      {R"("query": {"defaultSort": [{"field": "b"}]})", "query.defaultSort[0] model.not_sortable"},
      {R"("query": {"maxRows": 0})", "query.maxRows model.not_integer_between"},
      {R"("instanceIds": {"from": "id", "type": "date"})", "instanceIds.type model.not_one_of"},
      {R"("columns": [{"key": "n", "type": "integer"}],
          "layout": {"chart": {"kind": "radar", "category": "n", "values": ["n"]}})",
       "layout.chart.kind model.not_one_of"},
      {R"("columns": [{"key": "a", "type": "money", "currency": {"from": ""}}])",
       "columns[0].currency.from model.not_result_column"},
      {R"("columns": [{"key": "a", "type": "string", "highlights": [{"op": "gt", "value": 1, "tone": "bad"}]}])",
       "columns[0].highlights[0].op model.operator_does_not_fit"},
      {R"("columns": [{"key": "a", "type": "date", "highlights": [{"op": "eq", "value": 1, "tone": "red"}]}])",
       "columns[0].highlights[0].value model.not_date | models/m.json: "
       "columns[0].highlights[0].tone model.not_one_of"},
      {R"("layout": {"signatures": "yes"})", "layout.signatures model.not_signatures"},
      {R"("limits": {"timeout": "10 minutes"})", "limits.timeout model.not_limit"},
      {R"("limits": {"timeout": "2d"})", "limits.timeout model.not_limit"},
      {R"("fileName": "x-{nothing}")", "fileName model.no_such_placeholder"},
  };
  for (const Bad& each : cases) {
    INFO(each.members);
    CHECK(folder.errors_with(each.members) == std::string{"models/m.json: "} + each.errors);
  }
  CHECK(folder.errors_of("models/m.json", R"({"uid": "m", "title": "M", "source": "none",
            "columns": [{"key": "a", "type": "string"}]})") ==
        "models/m.json: source model.no_such_source");
}
