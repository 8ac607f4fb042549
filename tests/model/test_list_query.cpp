#include "catch.h"
#include "model/orders.h"

namespace {

model::Checked asked(const std::string& query) {
  return checked_model("sales.invoices", R"("parameters": [{"key": "period", "value":
      {"from": "2026-01-01", "to": "2026-03-31"}}], "query": )" +
                                             query);
}

/// The faults without the code and the path's beginning, which are all the same.
std::string faults(const std::string& query) {
  std::string text = outcome(asked(query));
  for (const std::string& same : {std::string{"INVALID_DATA_MODEL_PARAMETER | "},
                                  std::string{"params.query"}, std::string{"model."}}) {
    for (auto at = text.find(same); at != std::string::npos; at = text.find(same)) {
      text.erase(at, same.size());
    }
  }
  return text;
}

std::string filter_fault(const std::string& filters) {
  return faults(R"({"filters": )" + filters + "}");
}

}  // namespace

TEST_CASE("a list query is read whole") {
  const auto result = asked(R"({"search": "x", "filters": {"and": [
      {"field": "issuedOn", "op": "between", "value": ["2026-01-01", "2026-01-31"]},
      {"field": "branch", "op": "in", "value": ["RUH", "JED"]},
      {"field": "total", "op": "gte", "value": 10}]},
      "sort": [{"field": "issuedOn", "direction": "desc"}, {"field": "total"}],
      "fields": ["number", "total"], "page": 3, "pageSize": 50})");
  REQUIRE(outcome(result) == "OK");
  const model::ListQuery& query = *result.order()->query;
  CHECK(query.search == "x");
  REQUIRE(query.conditions.size() == 3);
  CHECK(query.conditions[0].op == model::Operator::kBetween);
  CHECK(text(query.conditions[0].values.at(1)) == "2026-01-31");
  CHECK(query.conditions[1].values.size() == 2);
  CHECK(query.sort.at(0).descending);
  CHECK_FALSE(query.sort.at(1).descending);
  CHECK(query.fields == std::vector<std::string>{"number", "total"});
  CHECK(query.page->number == 3);
  CHECK(query.page->size == 50);
  CHECK_FALSE(asked("{}").order()->query->page.has_value());
  CHECK(asked(R"({"pageSize": 5})").order()->query->page->number == 1);
}

TEST_CASE("a filter keeps to the fields, operators and types of its data model") {
  CHECK(filter_fault(R"({"field": "branch", "op": "eq", "value": "RUH"})") == "OK");
  CHECK(filter_fault(R"({"and": []})") == "OK");
  CHECK(filter_fault(R"({"field": "customer", "op": "eq", "value": "x"})") ==
        ".filters.field not_filterable");
  CHECK(filter_fault(R"({"field": "total", "op": "eq", "value": 1})") ==
        ".filters.op operator_not_allowed");
  CHECK(filter_fault(R"({"field": "total", "op": "gt", "value": 1})") ==
        ".filters.op operator_not_allowed");
  CHECK(filter_fault(R"({"field": "branch", "op": "contains", "value": "R"})") ==
        ".filters.op operator_not_allowed");
  CHECK(filter_fault(R"({"field": "total", "op": "=", "value": 1})") == ".filters.op not_one_of");
  CHECK(filter_fault(R"({"and": [{"field": "total", "op": "gte", "value": "much"},
                                 {"field": "issuedOn", "op": "gte", "value": 5}]})") ==
        ".filters.and[0].value not_decimal | .filters.and[1].value not_date");
  CHECK(filter_fault(R"({"field": "branch", "op": "in", "value": "RUH"})") ==
        ".filters.value not_list");
  CHECK(filter_fault(R"({"field": "branch", "op": "in", "value": []})") ==
        ".filters.value not_so_many_values");
  CHECK(filter_fault(R"({"field": "branch", "op": "eq", "value": null})") ==
        ".filters.value missing");
  CHECK(filter_fault(R"({"field": "issuedOn", "op": "between", "value": ["2026-01-01"]})") ==
        ".filters.value not_two_values");
  CHECK(filter_fault(
            R"({"field": "issuedOn", "op": "between", "value": ["2026-02-01", "2026-01-01"]})") ==
        ".filters.value range_reversed");
  CHECK(filter_fault(R"({"field": "branch", "op": "eq", "value": "x", "not": true})") ==
        ".filters.not unknown_member");
}

TEST_CASE("what of the grammar is not served yet is refused, never ignored") {
  CHECK(filter_fault(R"({"branch": "RUH"})") == ".filters filter_not_served");
  CHECK(filter_fault(R"({"or": []})") == ".filters filter_not_served");
  CHECK(filter_fault(R"({"and": [], "or": []})") == ".filters filter_not_served");
  CHECK(filter_fault(R"({"and": [{"or": []}, {"and": []}, 7]})") ==
        ".filters.and[0] filter_not_served | .filters.and[1] filter_not_served | "
        ".filters.and[2] filter_not_served");
  CHECK(filter_fault("[]") == ".filters filter_not_served");
  CHECK(faults(R"({"limit": 5, "q": "x", "colour": 1})") ==
        ".limit write_instead | .q write_instead | .colour unknown_member");
}

TEST_CASE("sort, fields, paging and search are held to the data model") {
  CHECK(faults(R"({"sort": "-issuedOn"})") == ".sort not_list");
  CHECK(faults(R"({"sort": [{"field": "customer"}, {"field": "total", "direction": "up"},
                            {"field": "total"}, {"field": "total"}, {}]})") ==
        ".sort[0] not_sortable | .sort[1].direction not_one_of | .sort[2] twice | "
        ".sort[3] twice | .sort[4].field missing");
  CHECK(faults(R"({"fields": ["number", "nothing", "number", 7]})") ==
        ".fields[1] no_such_column | .fields[2] twice | .fields[3] not_text");
  CHECK(faults(R"({"fields": []})") == ".fields empty_list");
  CHECK(faults(R"({"page": 0, "pageSize": 0})") ==
        ".page not_integer_between | .pageSize not_integer_between");
  CHECK(faults(R"({"page": 1.5, "pageSize": 99999999999})") ==
        ".page not_integer_between | .pageSize not_integer_between");
  CHECK(faults(R"({"search": 7})") == ".search not_text");
  CHECK(faults(R"({"search": ")" + std::string(1'001, 'x') + "\"}") == ".search search_too_long");
  CHECK(outcome(checked_model("every.type", R"("query": {"search": "x"})")) ==
        "INVALID_DATA_MODEL_PARAMETER | params.query.search model.search_not_served");
}
