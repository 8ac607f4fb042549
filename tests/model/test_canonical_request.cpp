#include <set>

#include "support/catch.h"
#include "json/parse.h"
#include "json/write.h"
#include "model/canonical_request.h"

namespace {

model::CanonicalRequest canonical(const std::string& more, const std::string& beside = "") {
  return model::canonical_request(
      json::parse(R"({"params": {"uid": "m", "lang": "en", "template": "excel-auto")" + more + "}" +
                  beside + "}"),
      base::OrganizationUid{"ACME"});
}

/// Its canonical params as text; it must have no errors.
std::string text(const std::string& more) {
  const model::CanonicalRequest request = canonical(more);
  CHECK(request.diagnostics.errors.empty());
  return json::write(request.params);
}

std::string query(const std::string& members) {
  return json::write(*json::parse(text(R"(, "query": {)" + members + "}")).find("query"));
}

std::string value(const std::string& written, const std::string& key = "k") {
  const json::Value params =
      json::parse(text(R"(, "parameters": [{"key": ")" + key + R"(", "value": )" + written + "}]"));
  return json::write(*params.find("parameters")->elements()->front().find("value"));
}

}  // namespace

TEST_CASE("numbers of any size are canonical") {
  const auto number = [](const std::string& written) { return value("[" + written + "]"); };
  for (const char* one : {"1", "1.0", "1e0", "10e-1", "0.01E2", "1.000e+0", "1e00"}) {
    CAPTURE(one);
    CHECK(number(one) == "[1]");
  }
  for (const char* zero : {"0", "-0", "0.000", "0e99", "-0e-7"}) CHECK(number(zero) == "[0]");
  CHECK(number("-1200") == "[-1200]");
  CHECK(number("0.0012") == "[12e-4]");
  CHECK(number("12E16") == "[120000000000000000]");
  CHECK(number("120e16") == "[12e17]");
  CHECK(number("9007199254740993") == "[9007199254740993]");
  CHECK(number("12345678901234567890123456789012345678.90") ==
        "[123456789012345678901234567890123456789e-1]");
  for (const char* far : {"1e-99999999999999999999", "1.0e-1000000000001"}) {
    CHECK(number(far) == "[" + std::string{far} + "]");
  }
}

TEST_CASE("a parameter's value is a list in the canonical form") {
  for (const char* form : {R"("a")", R"(["a"])", R"({"value": "a"})", R"({"values": ["a"]})",
                           R"({"value": ["a"], "x": 1, "values": null})", R"({"values": "a"})"}) {
    CAPTURE(form);
    CHECK(value(form) == R"(["a"])");
  }
  for (const char* form :
       {R"({"to": 2, "from": 1})", R"({"value": {"from": 1, "to": 2}})",
        R"([{"from": 1, "to": 2, "x": 3}])", R"({"x": 0, "from": 1, "to": 2})"}) {
    CAPTURE(form);
    CHECK(value(form) == R"([{"from":1,"to":2}])");
  }
  for (const char* form : {"[1, 2]", R"({"ids": [1, 2]})", R"({"values": [1, 2], "x": 3})"}) {
    CAPTURE(form);
    CHECK(value(form, "instanceIds") == "[1,2]");
  }
  // Forms that depend on the parameter's type, or that no data model accepts, stay unchanged.
  for (const char* form : {R"({"from":1,"to":2,"values":["a"]})", R"({"values":{"from":1,"to":2}})",
                           R"({"values":[{"from":1}]})", R"({"value":1,"values":[1]})",
                           R"({"x":1})", "{}", R"({"from":1,"to":2,"value":null})"}) {
    CAPTURE(form);
    CHECK(value(form) == form);
  }
  CHECK(value("5", "instanceIds") != value("[5]", "instanceIds"));
  CHECK(value(R"({"ids":[1],"values":[1]})", "instanceIds") == R"({"ids":[1],"values":[1]})");
}

TEST_CASE("a query's aliases, short forms and defaults have the same canonical form") {
  CHECK(query("") == "{}");
  CHECK(query(R"("search": "", "sort": [], "filters": {}, "fields": null, "page": null)") == "{}");
  CHECK(query(R"("sort": "")") == "{}");
  CHECK(query(R"("q": "x")") == query(R"("search": "x")"));
  CHECK(query(R"("sort": "-a, b")") == query(R"("sort": [{"direction": "desc", "field": "a"},
                          {"field": "b", "direction": "asc", "collation": "codePoint"}])"));
  CHECK(query(R"("filters": {"b": 1, "a": ["x"]})") ==
        query(R"("filters": {"and": [{"field": "a", "op": "in", "value": ["x"]},
                                     {"op": "eq", "value": 1.0, "field": "b"}]})"));
  CHECK(query(R"("filters": {"field": "a", "op": "isNull", "value": null})") ==
        query(R"("filters": {"field": "a", "op": "isNull"})"));
  for (const char* paging : {R"("page": 3, "pageSize": 20)", R"("page": 3.0, "limit": 20)",
                             R"("skip": 40, "size": 20)", R"("offset": 40, "perPage": 20.0)"}) {
    CAPTURE(paging);
    CHECK(query(paging) == R"({"page":3,"pageSize":20})");
  }
  CHECK(query(R"("page": 1)") == query(R"("pageSize": 100)"));
  CHECK(query(R"("offset": 5.0)") == R"({"offset":5})");
  CHECK(query(R"("offset": 5, "limit": 2)") == R"({"offset":5,"pageSize":2})");
}

TEST_CASE(
    "requests that differ in meaning, or that no data model accepts, have other canonical forms") {
  const std::vector<std::string> all{
      query(""),
      text(""),
      query(R"("offset": 0)"),
      query(R"("page": 1)"),
      query(R"("page": 1e0)"),
      query(R"("page": "1")"),
      query(R"("page": 9223372036854775807)"),
      query(R"("page": 1, "offset": 0)"),
      query(R"("page": 1.5)"),
      query(R"("search": "\u00e9")"),
      query(R"("search": "e\u0301")"),
      query(R"("search": " ")"),
      query(R"("search": "1")"),
      query(R"("search": 1)"),
      query(R"("colour": null)"),
      query(R"("fields": [])"),
      query(R"("fields": ["a", "b"])"),
      query(R"("fields": ["b", "a"])"),
      query(R"("sort": "a,b")"),
      query(R"("sort": "b,a")"),
      query(R"("sort": "-b,a")"),
      query(R"("filters": {"and": [{"field": "a", "op": "eq", "value": 1}]})"),
      query(R"("filters": {"or": [{"field": "a", "op": "eq", "value": 1}]})"),
      query(R"("filters": {"and": [{"field": "a", "op": "eq", "value": "1"}]})"),
      query(R"("filters": {"and": [{"field": "a", "op": "eq", "value": ""}]})"),
      query(R"("filters": {"and": [{"field": "a", "op": "eq"}]})"),
      query(R"("filters": {"and": [{"field": "a", "op": "eq", "value": true}]})"),
      query(R"("filters": {"and": null, "field": "a", "op": "eq"})"),
      query(R"("filters": {"and": []})"),
      text(R"(, "organizationUid": "acme")"),
      text(R"(, "parameters": [{"key": "a", "value": 1}])"),
      text(R"(, "parameters": [{"key": "a", "value": 1}, {"key": "a", "value": 1}])"),
      text(R"(, "parameters": [{"key": "b", "value": 1}])")};
  CHECK(std::set<std::string>(all.begin(), all.end()).size() == all.size());
}

TEST_CASE("ignored members are not in the canonical form and cause warnings") {
  const model::CanonicalRequest plain = canonical("");
  const model::CanonicalRequest more = canonical(
      R"(, "organizationUid": "ACME", "x": {"uid": 1}, "parameters": null, "query": null)",
      R"(, "y": [1])");
  CHECK(more.digest == plain.digest);
  CHECK(more.diagnostics.warnings.size() == 2);
  CHECK(plain.digest !=
        base::sha256(json::write(plain.params)));  // so that no body has this digest
}

TEST_CASE("a body with errors that need no data model has no canonical form") {
  const auto error_count = [](const std::string& body) {
    return model::canonical_request(json::parse(body), base::OrganizationUid{"ACME"})
        .diagnostics.errors.size();
  };
  for (const char* body :
       {"null", "[]", "{}", R"({"params": 1})", R"({"params": {"uid": "m"}})",
        R"({"params": {"uid": "m", "lang": "fr", "template": "excel-auto"}})",
        R"({"params": {"uid": "m", "lang": "en", "template": "excel-auto", "query": 5}})",
        R"({"params": {"uid": "m", "lang": "en", "template": "excel-auto", "parameters": [1]}})",
        R"({"params": {"uid": "m", "lang": "en", "template": "excel-auto", "parameters": {}}})",
        R"({"params": {"uid": "m", "lang": "en", "template": "excel-auto",
            "query": {"limit": 1, "size": 1}}})"}) {
    CAPTURE(body);
    CHECK(error_count(body) > 0);
  }
}
