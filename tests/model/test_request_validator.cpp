#include "support/catch.h"
#include "json/parse.h"
#include "json/write.h"
#include "model/report_specs.h"

namespace {

const std::string kPeriod =
    R"({"key": "period", "value": {"from": "2026-01-01", "to": "2026-03-31"}})";

model::ValidationResult invoices(const std::string& more_parameters = "",
                                 const std::string& members = "",
                                 const std::string& caller = "najd") {
  return validated_model("sales.invoices",
                         "\"parameters\": [" + kPeriod + more_parameters + "]" +
                             (members.empty() ? "" : ", ") + members,
                         caller);
}

std::string body_outcome(const std::string& body) {
  return outcome(model::validate_body(test_catalogue(), json::parse(body), make_caller("najd")));
}

}  // namespace

TEST_CASE("a valid request becomes a report spec") {
  const auto result = invoices(
      R"(, {"key": "status", "value": {"values": ["paid", "open"]}},
         {"key": "instanceIds", "value": {"ids": [3, "4", 3]}})",
      R"("organizationUid": "najd-foods", "query": {"fields": ["total", "number"]})");
  REQUIRE(outcome(result) == "OK");
  CHECK(result.warnings.empty());
  const model::ReportSpec& spec = *result.spec();
  CHECK(spec.language == language::Language::kEnglish);
  CHECK(spec.caller.uid.text() == "najd");
  CHECK(spec.organization.uid.text() == "najd-foods");
  CHECK(spec.arguments.size() == 2);
  CHECK(spec.instance_ids->size() == 2);
  // The group's column is shown although the query does not name it.
  REQUIRE(spec.columns().size() == 3);
  CHECK(spec.columns()[0]->key == "branch");
  CHECK(spec.columns()[1]->key == "total");
  CHECK(spec.file_name() == "invoices-2026-01-01-paid-open");
}

TEST_CASE("canonical params make the same report spec again") {
  const auto first =
      invoices(R"(, {"key": "status", "value": "paid"}, {"key": "instanceIds", "value": ["9", 8]})",
               R"("organizationUid": "najd-foods", "query": {"search": " \u0623 ", "filters":
          {"field": "total", "op": "gte", "value": "10.50"}, "sort": [{"field": "total"}],
          "fields": ["number"], "page": 2})");
  REQUIRE(outcome(first) == "OK");
  const json::Value request = first.spec()->canonical_params();
  const auto second = model::validate_params(test_catalogue(), request, make_caller("najd"));
  REQUIRE(outcome(second) == "OK");
  CHECK(json::write(second.spec()->canonical_params()) == json::write(request));
  CHECK(json::write(request) ==
        "{\"uid\":\"sales.invoices\",\"lang\":\"en\",\"template\":\"excel-auto\","
        "\"organizationUid\":\"najd-foods\",\"parameters\":[{\"key\":\"period\",\"value\":"
        "{\"from\":\"2026-01-01\",\"to\":\"2026-03-31\"}},{\"key\":\"status\",\"value\":"
        "{\"values\":[\"paid\"]}},{\"key\":\"instanceIds\",\"value\":{\"values\":[9,8]}}],"
        "\"query\":{\"search\":\"\xD8\xA3\",\"filters\":{\"and\":[{\"field\":\"total\","
        "\"op\":\"gte\",\"value\":10.5}]},\"sort\":[{\"field\":\"total\",\"direction\":\"asc\"}],"
        "\"fields\":[\"number\"],\"page\":2,\"pageSize\":100}}");
}

TEST_CASE("a body that violates the schema is an invalid parameter, with all errors") {
  const std::string code = "INVALID_DATA_MODEL_PARAMETER | ";
  CHECK(body_outcome("null") == code + "body model.not_object");
  CHECK(body_outcome("[]") == code + "body model.not_object");
  CHECK(body_outcome("{}") == code + "params model.missing");
  CHECK(body_outcome(R"({"params": null})") == code + "params model.missing");
  CHECK(body_outcome(R"({"params": 7})") == code + "params model.not_object");
  CHECK(body_outcome(R"({"params": {}})") ==
        code +
            "params.uid model.missing | params.lang model.missing | "
            "params.template model.missing");
  CHECK(body_outcome(R"({"params": {"uid": 1, "lang": "AR", "template": "pdf",
                         "organizationUid": 5, "query": [], "parameters":
                         [7, {"key": "a"}, {"value": 1}, {"key": 1, "value": null}]}})") ==
        code +
            "params.uid model.not_text | params.lang model.not_one_of | "
            "params.template model.not_one_of | params.organizationUid model.not_text | "
            "params.parameters[0] model.not_object | "
            "params.parameters[1].value model.missing | "
            "params.parameters[2].key model.missing | "
            "params.parameters[3].value model.missing | "
            "params.parameters[3].key model.not_text | params.query model.not_object");
  CHECK(outcome(validated(R"({"uid": "nothing", "lang": "fr", "template": "excel-auto"})")) ==
        code + "params.lang model.not_one_of");
}

TEST_CASE("an unknown data model is not found, whatever other errors there are") {
  for (const char* uid : {"nothing", "", "../sales.invoices", "SALES.INVOICES"}) {
    CHECK(outcome(validated_model(uid, R"("organizationUid": "none")")) ==
          "NotFound | params.uid model.no_such_model");
  }
}

TEST_CASE("a data model or an organization out of the caller's reach is not allowed") {
  CHECK(outcome(validated_model("foods.picked", "")) == "NOT_ALLOWED | params.uid model.not_open");
  CHECK(outcome(validated_model("foods.picked", "", "nobody")) ==
        "NOT_ALLOWED | params.uid model.not_open");
  const std::string refusal =
      "NOT_ALLOWED | params.organizationUid model.organization_out_of_reach";
  for (const char* uid : {"other", "none", ""}) {
    CHECK(outcome(invoices(R"(, {"key": "unknown", "value": 1})",
                           std::string{R"("organizationUid": ")"} + uid + "\"")) == refusal);
  }
  CHECK(outcome(invoices("", R"("organizationUid": "najd")", "najd-foods")) == refusal);
  CHECK(outcome(invoices("", R"("organizationUid": "najd-foods-jeddah")")) == "OK");
}

TEST_CASE("undeclared parameters are reported before any value is checked") {
  CHECK(outcome(invoices(R"(, {"key": "Status", "value": 1}, {"key": "status", "value": 1},
                             {"key": "", "value": {}})")) ==
        "UNKOWN_DATA_MODEL_PARAMETER | params.parameters[1].key model.unknown_parameter | "
        "params.parameters[3].key model.unknown_parameter");
}

TEST_CASE("missing, repeated and invalid parameters, and an invalid query, are reported together") {
  CHECK(outcome(validated_model("sales.invoices", R"("query": {"colour": 1}, "parameters": [
            {"key": "status", "value": "lost"}, {"key": "status", "value": "paid"},
            {"key": "instanceIds", "value": []}])")) ==
        "INVALID_DATA_MODEL_PARAMETER | params.parameters[1].key model.parameter_twice | "
        "params.parameters model.parameter_missing | params.parameters[0].value model.not_one_of | "
        "params.query.colour model.unknown_member");
  CHECK(outcome(invoices(R"(, {"key": "instanceIds", "value": [1]},
                             {"key": "instanceIds", "value": [2]})")) ==
        "INVALID_DATA_MODEL_PARAMETER | params.parameters[2].key model.parameter_twice");
}

TEST_CASE("instance ids are checked for type and number") {
  const auto ids = [](const std::string& value) {
    return outcome(invoices(R"(, {"key": "instanceIds", "value": )" + value + "}"));
  };
  const std::string code = "INVALID_INSTANCE_IDS_PARAM | params.parameters[1].value";
  CHECK(ids("[1, 1, 2, 3, 4, 5]") == "OK");
  CHECK(ids("[]") == code + " model.no_ids");
  CHECK(ids(R"({"ids": []})") == code + ".ids model.no_ids");
  CHECK(
      ids(R"({"values": [1, "x", 2.5]})") ==
      code +
          ".values[1] model.not_integer | params.parameters[1].value.values[2] model.not_integer");
  CHECK(ids("[1, 2, 3, 4, 5, 6]") == code + " model.too_many_ids");
  CHECK(ids("7") == code + " model.not_list");
  CHECK(ids("{}") == code + " model.no_value");
  CHECK(outcome(validated_model("every.type", R"("query": {}, "parameters": [
            {"key": "instanceIds", "value": [1]}])")) ==
        "INVALID_INSTANCE_IDS_PARAM | params.parameters[0] model.takes_no_ids");
  CHECK(outcome(validated_model("foods.picked", R"("parameters": [
            {"key": "instanceIds", "value": ["A1", ""]}])",
                                "najd-foods")) ==
        "INVALID_INSTANCE_IDS_PARAM | params.parameters[0].value[1] model.not_id");
}

TEST_CASE("a model with a required query demands a query or instance ids") {
  CHECK(outcome(validated_model("every.type", "")) ==
        "MISSIN_QUERY_PARAM | params.query model.query_missing");
  CHECK(outcome(validated_model("foods.picked", "", "najd-foods")) ==
        "MISSIN_QUERY_PARAM | params.query model.query_or_ids_missing");
  CHECK(outcome(validated_model("foods.picked", R"("query": {})", "najd-foods")) == "OK");
  CHECK(outcome(validated_model("foods.picked", R"("parameters": [
            {"key": "instanceIds", "value": ["A1"]}])",
                                "najd-foods")) == "OK");
}

TEST_CASE("unknown members are ignored with a warning") {
  const auto result = model::validate_body(
      test_catalogue(),
      json::parse(R"({"trace": 1, "params": {"uid": "every.type", "lang": "ar", "query": {},
        "template": "excel-auto", "colour": 1, "parameters":
        [{"key": "count", "label": "x", "value": {"value": 1, "unit": "kg"}}]}})"),
      make_caller("najd"));
  CHECK(outcome(result) == "OK");
  CHECK(
      listed(result.warnings) ==
      "trace model.ignored_member | params.parameters[0].label model.ignored_member | "
      "params.colour model.ignored_member | params.parameters[0].value.unit model.ignored_member");
}

TEST_CASE("a caller without sub-organizations sees only the top of a tree") {
  const auto uids = [](bool includes_sub_organizations) {
    model::Caller caller = make_caller("najd-foods");
    caller.includes_sub_organizations = includes_sub_organizations;
    const auto result = model::validate_params(
        test_catalogue(),
        json::parse(
            R"({"uid": "every.type", "lang": "ar", "template": "excel-auto", "query": {}})"),
        caller);
    REQUIRE(result.spec() != nullptr);
    std::string text;
    for (const auto& uid : result.spec()->row_scope.organizations) text += uid.text() + " ";
    return text;
  };
  CHECK(uids(true) == "najd-foods najd-foods-jeddah ");
  CHECK(uids(false) == "najd-foods ");
}

TEST_CASE("a caller without sub-organizations may request only its own organization") {
  model::Caller caller = make_caller("najd-foods");
  caller.includes_sub_organizations = false;
  const auto result =
      model::validate_params(test_catalogue(), json::parse(R"({"uid": "every.type", "lang": "ar",
        "template": "excel-auto", "query": {}, "organizationUid": "najd-foods-jeddah"})"),
                             caller);
  CHECK(outcome(result) == "NOT_ALLOWED | params.organizationUid model.organization_of_key_alone");
}

TEST_CASE("the number of reported errors is limited") {
  std::string parameters = "7";
  for (int i = 0; i < 5'000; ++i) parameters += ",7";
  const auto result = validated_model("every.type", "\"parameters\": [" + parameters + "]");
  REQUIRE(result.rejection() != nullptr);
  CHECK(result.rejection()->details.size() == 100);
}

TEST_CASE("a file is kept for the shorter retention of its model and its organization") {
  model::ReportSpec spec;
  model::DataModel data_model;
  spec.model = &data_model;
  CHECK(spec.retention() == std::chrono::days{7});
  spec.caller.limits.retention = std::chrono::days{30};
  CHECK(spec.retention() == std::chrono::days{30});
  data_model.limits.retention = std::chrono::days{2};
  CHECK(spec.retention() == std::chrono::days{2});
  spec.caller.limits.retention = std::chrono::hours{1};
  CHECK(spec.retention() == std::chrono::hours{1});
}
