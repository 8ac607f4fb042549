#include "support/catch.h"
#include "json/parse.h"
#include "json/write.h"
#include "model/catalogue_folder.h"
#include "model/report_specs.h"

namespace {

model::ValidationResult asked(const std::string& query) {
  return validated_model("sales.invoices", R"("parameters": [{"key": "period", "value":
      {"from": "2026-01-01", "to": "2026-03-31"}}], "query": )" +
                                               query);
}

/// The errors, without the code and the beginning of the path, which are the same in all.
std::string errors(const std::string& query) {
  std::string text = outcome(asked(query));
  for (const std::string& same : {std::string{"INVALID_DATA_MODEL_PARAMETER | "},
                                  std::string{"params.query"}, std::string{"model."}}) {
    for (auto at = text.find(same); at != std::string::npos; at = text.find(same)) {
      text.erase(at, same.size());
    }
  }
  return text;
}

std::string filter_errors(const std::string& filters) {
  return errors(R"({"filters": )" + filters + "}");
}

}  // namespace

TEST_CASE("a list query is read with all its members") {
  const auto result = asked(R"({"search": "x", "filters": {"and": [
      {"field": "issuedOn", "op": "between", "value": ["2026-01-01", "2026-01-31"]},
      {"field": "branch", "op": "in", "value": ["RUH", "JED"]},
      {"field": "total", "op": "gte", "value": 10}]},
      "sort": [{"field": "issuedOn", "direction": "desc"}, {"field": "total"}],
      "fields": ["number", "total"], "page": 3, "pageSize": 50})");
  REQUIRE(outcome(result) == "OK");
  const model::ListQuery& query = *result.spec()->query;
  CHECK(query.search == "x");
  REQUIRE(query.filter.conditions.size() == 3);
  CHECK(query.filter.conditions[0].op == model::Operator::kBetween);
  CHECK(format_value(query.filter.conditions[0].values.at(1)) == "2026-01-31");
  CHECK(query.filter.conditions[1].values.size() == 2);
  CHECK(query.sort.at(0).descending);
  CHECK_FALSE(query.sort.at(1).descending);
  CHECK(query.fields == std::vector<std::string>{"number", "total"});
  CHECK(query.page->offset == 100);
  CHECK(query.page->size == 50);
  CHECK_FALSE(asked("{}").spec()->query->page.has_value());
  CHECK(asked(R"({"pageSize": 5})").spec()->query->page->offset == 0);
  CHECK(asked(R"({"page": 2})").spec()->query->page->offset == 100);
}

TEST_CASE("a whole number of the list query may have a fraction of zeros, and no exponent") {
  const auto page = [](const std::string& query) { return asked(query).spec()->query->page; };
  CHECK(page(R"({"page": 3.0, "pageSize": 50.00})")->offset == 100);
  CHECK(page(R"({"page": 1.0})")->size == 100);
  CHECK(page(R"({"skip": 20.0, "limit": 7.0})")->offset == 20);
  CHECK(page(R"({"skip": 20.0, "limit": 7.0})")->size == 7);
  CHECK(errors(R"({"page": 1e0, "pageSize": 1.5})") ==
        ".page not_integer_between | .pageSize not_integer_between");
  CHECK(errors(R"({"offset": 1e1})") == ".offset not_integer_between");
}

TEST_CASE("a filter is limited to the fields, operators and types of its data model") {
  CHECK(filter_errors(R"({"field": "branch", "op": "eq", "value": "RUH"})") == "OK");
  CHECK(filter_errors(R"({"and": []})") == "OK");
  CHECK(filter_errors(R"({"field": "customer", "op": "eq", "value": "x"})") ==
        ".filters.field not_filterable");
  CHECK(filter_errors(R"({"field": "total", "op": "eq", "value": 1})") ==
        ".filters.op operator_not_allowed");
  CHECK(filter_errors(R"({"field": "total", "op": "gt", "value": 1})") == "OK");
  CHECK(filter_errors(R"({"field": "branch", "op": "contains", "value": "R"})") == "OK");
  CHECK(filter_errors("{}") == "OK");
  CHECK(filter_errors(R"({"field": "total", "op": "=", "value": 1})") == ".filters.op not_one_of");
  CHECK(filter_errors(R"({"and": [{"field": "total", "op": "gte", "value": "much"},
                                 {"field": "issuedOn", "op": "gte", "value": 5}]})") ==
        ".filters.and[0].value not_decimal | .filters.and[1].value not_day_or_period");
  CHECK(filter_errors(R"({"field": "branch", "op": "in", "value": "RUH"})") ==
        ".filters.value not_list");
  CHECK(filter_errors(R"({"field": "branch", "op": "in", "value": []})") ==
        ".filters.value not_so_many_values");
  CHECK(filter_errors(R"({"field": "branch", "op": "eq", "value": null})") ==
        ".filters.value missing");
  CHECK(filter_errors(R"({"field": "issuedOn", "op": "between", "value": ["2026-01-01"]})") ==
        ".filters.value not_two_values");
  CHECK(filter_errors(
            R"({"field": "issuedOn", "op": "between", "value": ["2026-02-01", "2026-01-01"]})") ==
        ".filters.value range_reversed");
  CHECK(filter_errors(R"({"field": "branch", "op": "eq", "value": "x", "not": true})") ==
        ".filters.not unknown_member");
}

TEST_CASE("filters nest up to a limit, and malformed filters are refused") {
  const auto result = asked(R"({"filters": {"or": [{"field": "branch", "op": "eq", "value": "RUH"},
      {"and": [{"field": "total", "op": "gte", "value": 5}, {"and": [
         {"field": "total", "op": "lt", "value": 9}]}]}]}})");
  REQUIRE(outcome(result) == "OK");
  const model::Filter& filter = result.spec()->query->filter;
  CHECK(filter.join == model::Filter::Join::kOr);
  CHECK(filter.conditions.size() == 1);
  REQUIRE(filter.parts.size() == 1);
  CHECK(filter.parts[0].conditions.size() == 2);

  CHECK(filter_errors(R"({"or": []})") == ".filters.or empty_list");
  CHECK(filter_errors(R"({"and": [], "or": []})") == ".filters filter_not_one");
  CHECK(filter_errors(R"({"and": [{"or": []}, {"and": []}, 7, {}]})") ==
        ".filters.and[0].or empty_list | .filters.and[1].and empty_list | "
        ".filters.and[2] not_filter | .filters.and[3] not_filter");
  CHECK(filter_errors("[]") == ".filters not_filter");
  std::string deep = R"({"field": "branch", "op": "eq", "value": "RUH"})";
  for (int i = 0; i < 8; ++i) deep = R"({"or": [)" + deep + "]}";
  CHECK(filter_errors(deep) == "OK");
  CHECK(filter_errors(R"({"and": [)" + deep + "]}").ends_with(" filter_too_deep"));
  std::string many = R"({"field": "branch", "op": "eq", "value": "RUH"})";
  for (int i = 0; i < 100; ++i) many += R"(, {"field": "branch", "op": "eq", "value": "RUH"})";
  CHECK(filter_errors(R"({"and": [)" + many + "]}") == ".filters.and[100] too_many_conditions");
  CHECK(errors(R"({"colour": 1})") == ".colour unknown_member");
}

TEST_CASE("a value that an enum column does not list is a warning, not an error") {
  const CatalogueFolder folder;
  folder.write("models/m.json", CatalogueFolder::model(R"("columns": [
      {"key": "a", "type": "enum", "values": ["paid", "open"]}, {"key": "d", "type": "enum"},
      {"key": "s", "type": "string"}],
      "query": {"filter": {"a": ["eq", "neq", "in", "nin", "contains", "isNull"], "d": ["eq"],
                           "s": ["eq"]}})"));
  const auto loaded = folder.load();
  CAPTURE(listed(loaded.errors));
  REQUIRE(loaded.catalogue);
  const auto warned = [&](const std::string& filters) {
    const auto result = model::validate_params(
        loaded.catalogue,
        json::parse(
            R"({"uid": "m", "lang": "en", "template": "excel-auto", "query": {"filters": )" +
            filters + "}}"),
        make_caller("ACME"));
    CHECK(outcome(result) == "OK");
    return result.warnings;
  };
  const auto warnings = warned(R"({"or": [{"field": "a", "op": "eq", "value": "bogus"},
      {"field": "a", "op": "nin", "value": ["open", "Paid"]}]})");
  CHECK(listed(warnings) ==
        "params.query.filters.or[0].value model.unlisted_value | "
        "params.query.filters.or[1].value[1] model.unlisted_value");
  using Arguments = decltype(base::Message::arguments);
  CHECK(warnings[0].reason.arguments == Arguments{{"value", std::string{"bogus"}},
                                                  {"name", std::string{"a"}},
                                                  {"allowed", std::string{"paid, open"}}});
  // The path is that of the short form.
  CHECK(listed(warned(R"({"a": "bogus"})"))
            .starts_with("params.query.filters model.short_form_used"));
  CHECK(
      listed(warned(R"({"a": "bogus"})")).ends_with("params.query.filters.a model.unlisted_value"));
  for (const char* fine :
       {R"({"field": "a", "op": "eq", "value": "paid"})",
        R"({"field": "a", "op": "contains", "value": "bogus"})",
        R"({"field": "a", "op": "isNull"})", R"({"field": "d", "op": "eq", "value": "bogus"})",
        R"({"field": "s", "op": "eq", "value": "bogus"})"}) {
    CAPTURE(fine);
    CHECK(listed(warned(fine)).empty());
  }
}

TEST_CASE("aliases and short forms are rewritten, each with a warning") {
  const auto result = asked(R"({"q": "x", "limit": 10, "skip": 25, "sort": "-issuedOn, total",
      "filters": {"branch": ["RUH", "JED"], "issuedOn": "2026-01-05"}})");
  REQUIRE(outcome(result) == "OK");
  CHECK(listed(result.warnings) ==
        "params.query.q model.alias_used | params.query.limit model.alias_used | "
        "params.query.skip model.offset_used | params.query.sort model.short_form_used | "
        "params.query.filters model.short_form_used");
  using Arguments = decltype(base::Message::arguments);
  CHECK(result.warnings[1].reason.arguments ==
        Arguments{{"alias", std::string{"limit"}}, {"name", std::string{"pageSize"}}});
  CHECK(result.warnings[2].reason.arguments == Arguments{{"alias", std::string{"skip"}}});
  CHECK(result.warnings[3].reason.arguments ==
        Arguments{{"name", std::string{"sort"}},
                  {"read", std::string{R"([{"field":"issuedOn","direction":"desc"},)"
                                       R"({"field":"total","direction":"asc"}])"}}});
  CHECK(json::write(*result.spec()->canonical_params().find("query")) ==
        R"({"search":"x","filters":{"and":[{"field":"branch","op":"in","value":["RUH","JED"]},)"
        R"({"field":"issuedOn","op":"eq","value":"2026-01-05"}]},)"
        R"("sort":[{"field":"issuedOn","direction":"desc"},{"field":"total","direction":"asc"}],)"
        R"("offset":25,"pageSize":10})");
  for (const char* size : {"limit", "perPage", "size"}) {
    const auto paged = asked(std::string{"{\""} + size + R"(": 7, "offset": 14})");
    CHECK(paged.spec()->query->page->size == 7);
    CHECK(paged.spec()->query->page->offset == 14);
    CHECK(paged.warnings.size() == 2);
  }
  const model::ReportSpec last = *asked(R"({"offset": 1000000000, "pageSize": 1})").spec();
  CHECK(asked(json::write(*last.canonical_params().find("query"))).spec()->query->page->offset ==
        1'000'000'000);  // a job's request is read again when it is claimed
  CHECK_FALSE(asked(R"({"offset": 5})").spec()->query->page->size.has_value());
  CHECK(asked(R"({"keyword": " y\n"})").spec()->query->search == "y");
}

TEST_CASE("errors in aliases and short forms have the path in the request") {
  CHECK(errors(R"({"limit": 0, "q": 7})") == ".q not_text | .limit not_integer_between");
  CHECK(errors(R"({"pageSize": 5, "limit": 5})") == ".limit twice");
  CHECK(errors(R"({"page": 2, "skip": 5})") == ".skip page_and_offset");
  CHECK(errors(R"({"sort": "-number"})") == ".sort[0] not_sortable");
  CHECK(errors(R"({"sort": "total,,-"})") == ".sort[1] not_sortable | .sort[2] not_sortable");
  CHECK(errors(R"({"filters": {"customer": "x", "branch": ["a", 7], "total": 1}})") ==
        ".filters.customer not_filterable | .filters.branch[1] not_text | "
        ".filters.total operator_not_allowed");
}

TEST_CASE("sort, fields, paging and search are checked against the data model") {
  CHECK(errors(R"({"sort": 7})") == ".sort not_list");
  CHECK(errors(R"({"sort": [{"field": "total", "collation": "language"},
                            {"field": "issuedOn", "collation": "dutch"}]})") ==
        ".sort[0].collation not_for_this_type | .sort[1].collation not_one_of");
  CHECK(errors(R"({"sort": [{"field": "customer"}, {"field": "total", "direction": "up"},
                            {"field": "total"}, {"field": "total"}, {}, {"field": ""}]})") ==
        ".sort[0] not_sortable | .sort[1].direction not_one_of | .sort[2] twice | "
        ".sort[3] twice | .sort[4].field missing | .sort[5] not_sortable");
  CHECK(errors(R"({"fields": ["number", "nothing", "number", 7]})") ==
        ".fields[1] no_such_column | .fields[2] twice | .fields[3] not_text");
  CHECK(errors(R"({"fields": []})") == ".fields empty_list");
  CHECK(errors(R"({"page": 0, "pageSize": 0})") ==
        ".page not_integer_between | .pageSize not_integer_between");
  CHECK(errors(R"({"page": 1.5, "pageSize": 99999999999})") ==
        ".page not_integer_between | .pageSize not_integer_between");
  CHECK(errors(R"({"search": 7})") == ".search not_text");
  CHECK(errors(R"({"search": ")" + std::string(1'001, 'x') + "\"}") == ".search search_too_long");
  CHECK(outcome(validated_model("every.type", R"("query": {"search": "x"})")) ==
        "INVALID_DATA_MODEL_PARAMETER | params.query.search model.search_not_served");
}

TEST_CASE("isNull takes no value, and nin takes a list as in does") {
  const auto read = [](const std::string& condition) {
    return outcome(validated_model("every.type", R"("query": {"filters": )" + condition + "}"));
  };
  CHECK(read(R"({"field": "code", "op": "isNull"})") == "OK");
  CHECK(read(R"({"field": "code", "op": "isNull", "value": null})") == "OK");
  CHECK(read(R"({"field": "code", "op": "isNotNull", "value": "x"})") ==
        "INVALID_DATA_MODEL_PARAMETER | params.query.filters.value model.takes_no_value");
  CHECK(read(R"({"field": "code", "op": "nin", "value": ["a", "b"]})") == "OK");
  CHECK(read(R"({"field": "code", "op": "nin", "value": "a"})") ==
        "INVALID_DATA_MODEL_PARAMETER | params.query.filters.value model.not_list");
}

TEST_CASE("a date may be a period that depends on today in the organization's time zone") {
  const auto days = [](const std::string& word) {
    const auto result =
        asked(R"({"filters": {"field": "issuedOn", "op": "eq", "value": ")" + word + "\"}}");
    if (result.spec() == nullptr) return outcome(result);
    return format_value(result.spec()->query->filter.conditions.at(0).values.at(0));
  };
  // Noon UTC on Wednesday, 2026-02-18, is 1 Ramadan 1447.
  CHECK(days("today") == "2026-02-18");
  CHECK(days("yesterday") == "2026-02-17");
  CHECK(days("tomorrow") == "2026-02-19");
  CHECK(days("thisWeek") == "2026-02-15/2026-02-21");
  CHECK(days("lastWeek") == "2026-02-08/2026-02-14");
  CHECK(days("thisMonth") == "2026-02-01/2026-02-28");
  CHECK(days("lastMonth") == "2026-01-01/2026-01-31");
  CHECK(days("nextMonth") == "2026-03-01/2026-03-31");
  CHECK(days("lastQuarter") == "2025-10-01/2025-12-31");
  CHECK(days("thisQuarter") == "2026-01-01/2026-03-31");
  CHECK(days("lastYear") == "2025-01-01/2025-12-31");
  CHECK(days("yearToDate") == "2026-01-01/2026-02-18");
  CHECK(days("last30Days") == "2026-01-20/2026-02-18");
  CHECK(days("last1Days") == "2026-02-18");
  CHECK(days("next7Days") == "2026-02-18/2026-02-24");
  CHECK(days("thisHijriMonth") == "2026-02-18/2026-03-19");
  CHECK(days("lastHijriMonth") == "2026-01-20/2026-02-17");
  CHECK(days("thisHijriYear") == "2025-06-26/2026-06-15");
  CHECK(days("hijri:1447") == "2025-06-26/2026-06-15");
  CHECK(days("hijri:1447-09") == "2026-02-18/2026-03-19");
  CHECK(days("hijri:1447-09-02") == "2026-02-19");
  CHECK(days("2026-01-01/2026-01-31") == "2026-01-01/2026-01-31");
  const std::string error = "INVALID_DATA_MODEL_PARAMETER | params.query.filters.value model.";
  for (const char* bad : {"last0Days", "last99999Days", "lastDays", "thisDecade",
                          "2026-01-31/2026-01-01", "this30Days"}) {
    CHECK(days(bad) == error + "not_day_or_period");
  }
  CHECK(days("HIJRI:1447-09-01/Hijri:1447-09-10") == "2026-02-18/2026-02-27");
  for (const char* bad : {"hijri:1447-13", "hijri:9999", "hijri:", "Hijri:1447-09/10"}) {
    CHECK(days(bad) == error + "not_hijri_period");
  }
  CHECK(days("Hijri:1447-09-31") == error + "no_such_hijri_day");
  CHECK(days("hijri:1447-09-01/hijri:1447-09-31") == error + "no_such_hijri_day");
  CHECK(days("hijri:1447-10/hijri:1447-09-31") == error + "no_such_hijri_day");
  CHECK(days("hijri:1447-10/hijri:1447-09") == error + "range_reversed");
  for (const char* bad : {"ToDate", "Today", "thisQuater"}) {
    CHECK(days(bad) == error + "no_such_period");
  }
}

TEST_CASE("a relative period keeps its dates when the stored request is read again") {
  const auto result = asked(R"({"filters": {"and": [
      {"field": "issuedOn", "op": "between", "value": ["lastMonth", "today"]},
      {"field": "issuedOn", "op": "gte", "value": "thisYear"}]}})");
  REQUIRE(outcome(result) == "OK");
  const std::string again = json::write(*result.spec()->canonical_params().find("query"));
  CHECK(again ==
        R"({"filters":{"and":[{"field":"issuedOn","op":"between","value":["2026-01-01/2026-01-31",)"
        R"("2026-02-18"]},{"field":"issuedOn","op":"gte","value":"2026-01-01/2026-12-31"}]}})");
  CHECK(outcome(asked(again)) == "OK");
  CHECK(json::write(*asked(again).spec()->canonical_params().find("query")) == again);
}
