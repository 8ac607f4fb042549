#include "json/write.h"
#include "support/catch.h"
#include "model/value/time_text.h"
#include "model/value/value.h"

namespace {

std::string decimal(std::string_view text) {
  const auto found = model::Decimal::parse(text);
  return found ? found->text() : "none";
}

bool is_less(std::string_view a, std::string_view b) {
  return *model::Decimal::parse(a) < *model::Decimal::parse(b);
}

}  // namespace

TEST_CASE("a decimal keeps every digit") {
  CHECK(decimal("12.50") == "12.5");
  CHECK(decimal("-0.00") == "0");
  CHECK(decimal("007") == "7");
  CHECK(decimal("1e3") == "1000");
  CHECK(decimal("-12.5E-3") == "-0.0125");
  CHECK(decimal("0.1e+1") == "1");
  CHECK(decimal("12345678901234567890.123456789012345678") ==
        "12345678901234567890.123456789012345678");
  for (const char* text : {"", "-", ".5", "5.", "+5", "1,000", "1e", "1e999", "0x1", "1 ", "NaN",
                           "123456789012345678901234567890123456789", "1e-40", "1e38",
                           "1e-2147483648", "1e2147483648", "1e+-3", "1e--3"}) {
    INFO(text);
    CHECK(decimal(text) == "none");
  }
  CHECK(model::Decimal::parse("-1234.25")->to_double() == -1234.25);
}

TEST_CASE("decimals are ordered as numbers are") {
  CHECK(is_less("9", "10"));
  CHECK(is_less("-10", "-9"));
  CHECK(is_less("-1", "0"));
  CHECK(is_less("0.45", "0.5"));
  CHECK(is_less("1.2", "1.25"));
  CHECK_FALSE(is_less("1.50", "1.5"));
  CHECK_FALSE(is_less("5", "-5"));
}

TEST_CASE("each value has one text") {
  using std::chrono::microseconds;
  const model::Date day{std::chrono::year{7}, std::chrono::month{2}, std::chrono::day{3}};
  CHECK(format_value(model::Value{day}) == "0007-02-03");
  CHECK(format_value(model::Value{model::DateRange{day, day}}) == "0007-02-03/0007-02-03");
  CHECK(format_value(model::Value{model::parse_date_time("2026-01-31 08:05:09.250")->local_time}) ==
        "2026-01-31T08:05:09.25");
  CHECK(format_value(model::Value{*model::parse_time_of_day("08:05")}) == "08:05:00");
  CHECK(format_value(model::Value{std::chrono::seconds{90}}) == "90");
  CHECK(format_value(model::Value{true}) == "true");
}

TEST_CASE("a number with more digits than a double holds is a text in JSON") {
  const auto written = [](std::string_view text) {
    return json::write(to_json(model::Value{*model::Decimal::parse(text)}));
  };
  CHECK(written("90071992547409.93") == "\"90071992547409.93\"");
  CHECK(written("-12.50") == "-12.5");
  CHECK(written("123456789012.345") == "123456789012.345");
  CHECK(written("1234567890123456") == "\"1234567890123456\"");
  CHECK(json::write(to_json(model::Value{std::int64_t{9007199254740991}})) == "9007199254740991");
  CHECK(json::write(to_json(model::Value{std::int64_t{-9007199254740993}})) ==
        "\"-9007199254740993\"");
}

TEST_CASE("a time limit is a number and one unit") {
  CHECK(model::parse_time_limit("90s") == std::chrono::seconds{90});
  CHECK(model::parse_time_limit("7d") == std::chrono::days{7});
  for (const char* text : {"", "7", "d", "7 d", "1h30m", "7dd", "-1d", "1.5h"}) {
    INFO(text);
    CHECK_FALSE(model::parse_time_limit(text).has_value());
  }
}
