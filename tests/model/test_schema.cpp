// Checks the JSON Schemas of the catalogue's files against their readers.

#include <set>

#include "asset/asset.h"
#include "support/catch.h"
#include "json/parse.h"
#include "model/reader/data_model_reader.h"
#include "model/reader/organization_reader.h"
#include "model/reader/source_reader.h"
#include "model/value/type.h"

namespace {

using Names = std::set<std::string>;

json::Value schema(const std::string& name) {
  return json::parse(asset::bytes("assets/schema/" + name + ".json"));
}

/// The properties of the schema's root, or of one of its definitions.
Names properties(const json::Value& schema, const std::string& definition) {
  const json::Value& object = definition.empty() ? schema : *schema.find("$defs")->find(definition);
  CHECK_FALSE(*object.find("additionalProperties")->boolean());
  Names names;
  for (const json::Member& member : *object.find("properties")->members())
    names.insert(member.name);
  return names;
}

/// The members that a reader knows at a path: the error about an unknown member lists them.
Names known(const model::Diagnostics& diagnostics, const std::string& path) {
  Names names;
  for (const base::Diagnostic& diagnostic : diagnostics.errors) {
    if (diagnostic.path != path || diagnostic.reason.key != "model.unknown_member") continue;
    const std::string list = std::get<std::string>(diagnostic.reason.arguments.at(0).second) + ", ";
    for (std::size_t at = 0, end = 0; (end = list.find(", ", at)) != std::string::npos;
         at = end + 2) {
      names.insert(list.substr(at, end - at));
    }
  }
  return names;
}

Names words(const json::Value& list) {
  Names names;
  for (const json::Value& element : *list.elements()) names.insert(*element.string());
  return names;
}

}  // namespace

TEST_CASE("the schema of data models has exactly the members that are read") {
  const json::Value file =
      json::parse(R"({"?": 1, "access": {"?": 1, "policies": [{"?": 1}]}, "parameters": [{"?": 1}],
      "columns": [{"?": 1, "highlights": [{"?": 1}]}], "query": {"?": 1, "defaultSort": [{"?": 1}]}, "instanceIds": {"?": 1},
      "layout": {"?": 1, "groups": [{"?": 1}], "chart": {"?": 1}, "checks": [{"?": 1}]}, "limits": {"?": 1}})");
  model::Diagnostics diagnostics;
  static_cast<void>(model::read_data_model(model::JsonReader{file, "", diagnostics}, "m", {}));
  const json::Value schema = ::schema("data-model");
  CHECK(properties(schema, "") == known(diagnostics, "?"));
  CHECK(properties(schema, "parameter") == known(diagnostics, "parameters[0].?"));
  CHECK(properties(schema, "column") == known(diagnostics, "columns[0].?"));
  CHECK(properties(schema, "query") == known(diagnostics, "query.?"));
  CHECK(properties(schema, "sort") == known(diagnostics, "query.defaultSort[0].?"));
  CHECK(properties(schema, "instanceIds") == known(diagnostics, "instanceIds.?"));
  CHECK(properties(schema, "layout") == known(diagnostics, "layout.?"));
  CHECK(properties(schema, "highlight") == known(diagnostics, "columns[0].highlights[0].?"));
  CHECK(properties(schema, "check") == known(diagnostics, "layout.checks[0].?"));
  CHECK(properties(schema, "group") == known(diagnostics, "layout.groups[0].?"));
  CHECK(properties(schema, "chart") == known(diagnostics, "layout.chart.?"));
  CHECK(properties(schema, "limits") == known(diagnostics, "limits.?"));
  CHECK(properties(schema, "access") == known(diagnostics, "access.?"));
  CHECK(properties(schema, "policy") == known(diagnostics, "access.policies[0].?"));
}

TEST_CASE("the schemas of sources and organizations have exactly the members that are read") {
  model::Diagnostics diagnostics;
  Names members;
  for (const char* kind : {"sqlite", "postgres", "odbc"}) {
    diagnostics = {};
    const json::Value source = json::Value::object({{"?", 1}, {"kind", kind}});
    static_cast<void>(model::read_source(model::JsonReader{source, "", diagnostics}, "s", "."));
    members.merge(known(diagnostics, "?"));
  }
  CHECK(properties(schema("source"), "") == members);
  diagnostics = {};
  const json::Value file =
      json::parse(R"({"?": 1, "organizations": [{"?": 1, "branding": {"?": 1}}]})");
  static_cast<void>(model::read_organizations(model::JsonReader{file, "", diagnostics}, "."));
  CHECK(properties(schema("organizations"), "") == known(diagnostics, "?"));
  CHECK(properties(schema("organizations"), "organization") ==
        known(diagnostics, "organizations[0].?"));
  CHECK(properties(schema("organizations"), "branding") ==
        known(diagnostics, "organizations[0].branding.?"));
}

TEST_CASE("the schema of data models has each type and operator") {
  const json::Value schema = ::schema("data-model");
  Names names;
  for (const auto& [name, type] : model::types()) names.emplace(name);
  CHECK(words(*schema.find("$defs")
                   ->find("parameter")
                   ->find("properties")
                   ->find("type")
                   ->find("enum")) == names);
  names.erase("dateRange");
  CHECK(
      words(
          *schema.find("$defs")->find("column")->find("properties")->find("type")->find("enum")) ==
      names);
  names.clear();
  for (const auto& [name, op] : model::operators()) names.emplace(name);
  CHECK(words(*schema.find("$defs")->find("operator")->find("enum")) == names);
}
