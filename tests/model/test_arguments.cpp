#include "support/catch.h"
#include "json/write.h"
#include "model/report_specs.h"
#include "model/value/period.h"

namespace {

/// What "every.type" makes of one parameter: its values as text, or its errors.
std::string read(const std::string& key, const std::string& value) {
  const auto result = validated_model("every.type", R"("query": {}, "parameters": [{"key": ")" +
                                                        key + R"(", "value": )" + value + "}]");
  if (result.spec() == nullptr) return outcome(result);
  std::string texts;
  for (const model::Value& each : result.spec()->argument(key)->values) {
    texts += (texts.empty() ? "" : " ") + format_value(each);
  }
  return texts;
}

std::string error(const std::string& place, const std::string& key) {
  return "INVALID_DATA_MODEL_PARAMETER | params.parameters[0].value" + place + " model." + key;
}

struct Case {
  const char* key;
  const char* value;  // JSON
  const char* result;
};

}  // namespace

TEST_CASE("every type of parameter accepts its values") {
  const Case cases[] = {
      {"code", R"({"value": "AB12"})", "AB12"},
      {"code", R"("AB")", "AB"},
      {"note", R"("two\nlines")", "two\nlines"},
      {"note", R"("")", ""},
      {"count", "7", "7"},
      {"count", R"({"value": "42"})", "42"},
      {"count", R"({"value": "\u0664\u0662"})", "42"},
      {"count", "5.0", "5"},
      {"count", "1e2", "100"},
      {"weight", "-0.5", "-0.5"},
      {"weight", R"("99.999")", "99.999"},
      {"weight", R"("\u0661\u066B\u0665")", "1.5"},
      {"amount", "12345678901234567890.12", "12345678901234567890.12"},
      {"rate", "0.15", "0.15"},
      {"active", "true", "true"},
      {"active", R"({"value": "false"})", "false"},
      {"day", R"("2026-01-31")", "2026-01-31"},
      {"day", R"("\u0662\u0660\u0662\u0664-\u0660\u0662-\u0662\u0669")", "2024-02-29"},
      {"moment", R"("2026-01-31T08:05")", "2026-01-31T08:05:00"},
      {"moment", R"("2026-01-31 08:05:09")", "2026-01-31T08:05:09"},
      {"moment", R"("2026-01-31T08:05:09.5Z")", "2026-01-31T11:05:09.5"},
      {"moment", R"("2026-01-31T08:05:09+05:00")", "2026-01-31T06:05:09"},
      {"clock", R"("08:00")", "08:00:00"},
      {"clock", R"("17:30:00")", "17:30:00"},
      {"span", "90", "90"},
      {"span", R"("1:30:00")", "5400"},
      {"link", R"("https://example.com/a?b=c")", "https://example.com/a?b=c"},
      {"kind", R"("b")", "b"},
      {"codes", R"(["x", "y"])", "x y"},
      {"codes", R"({"values": ["x", "y", "z"]})", "x y z"},
      {"codes", R"({"value": ["x", "y"]})", "x y"},
      {"days", R"({"from": "2026-01-01", "to": "2026-01-01"})", "2026-01-01/2026-01-01"},
      {"days", R"({"value": {"from": "2026-01-01", "to": "2026-02-01"}})", "2026-01-01/2026-02-01"},
      {"kind", R"({"values": ["a"]})", "a"},
  };
  for (const Case& each : cases) {
    INFO(each.key << " " << each.value);
    CHECK(read(each.key, each.value) == each.result);
  }
}

TEST_CASE("every type of parameter refuses other values, with the path and the remedy") {
  struct Bad {
    const char* key;
    const char* value;
    const char* place;
    const char* reason;
  };
  const Bad cases[] = {
      {"code", "7", "", "not_text"},
      {"code", R"({"value": "A"})", ".value", "too_short"},
      {"code", R"("ABCDEFG")", "", "too_long"},
      {"code", R"("ab")", "", "no_match"},
      {"code", R"("ABx")", "", "no_match"},
      {"code", R"(["AB", "CD"])", "", "one_value_only"},
      {"code", R"({"value": "AB", "values": ["AB"]})", "", "two_values"},
      {"code", R"({"text": "AB"})", "", "no_value"},
      {"code", R"({})", "", "no_value"},
      {"count", "0", "", "not_between"},
      {"count", "101", "", "not_between"},
      {"count", "1.5", "", "not_integer"},
      {"count", "true", "", "not_integer"},
      {"count", R"("")", "", "not_integer"},
      {"count", R"("1,0")", "", "not_integer"},
      {"count", "99999999999999999999", "", "integer_too_long"},
      {"weight", "100", "", "not_between"},
      {"weight", R"("1,5")", "", "not_decimal"},
      {"amount", "-0.01", "", "too_small"},
      {"rate", R"("15%")", "", "not_decimal"},
      {"rate", "1.01", "", "too_large"},
      {"active", "1", "", "not_boolean"},
      {"active", R"("yes")", "", "not_boolean"},
      {"day", R"("2026-02-30")", "", "not_date"},
      {"day", R"("2026-1-3")", "", "not_date"},
      {"day", R"("31/01/2026")", "", "not_date"},
      {"day", R"("2026-01-31T00:00:00Z")", "", "not_date"},
      {"day", R"("0000-01-01")", "", "not_date"},
      {"day", "20260131", "", "not_date"},
      {"day", R"("2031-01-01")", "", "too_large"},
      {"moment", R"("2026-01-31")", "", "not_date_time"},
      {"moment", R"("2026-01-31T24:00")", "", "not_date_time"},
      {"moment", R"("2026-01-31T08:05:60")", "", "not_date_time"},
      {"moment", R"("2026-01-31T08:05:09.")", "", "not_date_time"},
      {"moment", R"("2026-01-31T08:05 Riyadh")", "", "not_date_time"},
      {"clock", R"("8:00")", "", "not_time"},
      {"clock", R"("07:59:59")", "", "not_between"},
      {"span", R"("90m")", "", "not_duration"},
      {"span", R"("1:60:00")", "", "not_duration"},
      {"span", "999999999999", "", "not_duration"},
      {"link", R"_("javascript:alert(1)")_", "", "not_url"},
      {"link", R"("https://")", "", "not_url"},
      {"link", R"("https://a b")", "", "not_url"},
      {"kind", R"("c")", "", "not_one_of"},
      {"codes", R"(["x"])", "", "too_few_values"},
      {"codes", R"({"values": []})", ".values", "too_few_values"},
      {"codes", R"(["x", "y", "z", "u"])", "", "too_many_values"},
      {"codes", R"({"values": ["x", 7]})", ".values[1]", "not_text"},
      {"days", R"({"from": "2026-02-01", "to": "2026-01-01"})", "", "range_reversed"},
      {"days", R"({"from": "2026-02-01"})", ".to", "missing"},
      {"days", R"({"from": "x", "to": "2026-01-01"})", ".from", "not_date"},
      {"days", R"("2026")", "", "not_date_range"},
      {"days", R"("thisQuater")", "", "no_such_period"},
      {"days", R"("Thismonth")", "", "no_such_period"},
      {"days", R"("hijri:1448-13")", "", "not_hijri_period"},
      {"days", R"({"from": "todya", "to": "2026-01-01"})", ".from", "no_such_period"},
      {"day", R"("yesterdy")", "", "no_such_period"},
  };
  for (const Bad& each : cases) {
    INFO(each.key << " " << each.value);
    CHECK(read(each.key, each.value) == error(each.place, each.reason));
  }
}

TEST_CASE("an absent parameter has its default or no value") {
  const auto result = validated_model("every.type", R"("query": {})");
  REQUIRE(outcome(result) == "OK");
  CHECK(format_value(result.spec()->argument("count")->values.at(0)) == "10");
  CHECK(result.spec()->argument("code") == nullptr);
}

TEST_CASE("a mistyped period is answered with a suggestion") {
  CHECK(model::suggest_period("thisQuater") == "thisQuarter");
  CHECK(model::suggest_period("lastmonth") == "lastMonth");
  CHECK(model::suggest_period("thisHijriMonth ") == "thisHijriMonth");
  CHECK(model::suggest_period("nonsense").empty());
  CHECK(model::suggest_period("").empty());
  CHECK(model::suggest_period(std::string(100'000, 't')).empty());
}
