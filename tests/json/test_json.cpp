#include <limits>

#include "base/error.h"
#include "support/catch.h"
#include "json/parse.h"
#include "json/write.h"

namespace {

std::string rejection_key(const std::string& text, json::Limits limits = {}) {
  try {
    static_cast<void>(json::parse(text, limits));
  } catch (const base::Error& error) {
    return error.user_message()->key;
  }
  return "accepted";
}

}  // namespace

TEST_CASE("JSON is the same after parsing and writing, with numbers as they were written") {
  const std::string text =
      R"({"a":[1,2.50,-0,1e300,12345678901234567890],"b":{"c":"x\"\u0623"},"d":null,"e":true})";
  const json::Value value = json::parse(text);
  CHECK(json::write(value) ==
        "{\"a\":[1,2.50,-0,1e300,12345678901234567890],\"b\":{\"c\":\"x\\\"\xD8\xA3\"},"
        "\"d\":null,\"e\":true}");
  CHECK(value.find("a")->elements()->at(0).integer() == 1);
  CHECK(value.find("a")->elements()->at(1).integer() == std::nullopt);
  CHECK(value.find("a")->elements()->at(4).integer() == std::nullopt);
}

TEST_CASE("a byte order mark before a JSON text is ignored, and inside it is a character") {
  const std::string mark = "\xEF\xBB\xBF";
  CHECK(json::parse(mark + R"({"a":1})") == json::parse(R"({"a":1})"));
  CHECK(*json::parse(mark + "\"" + mark + "\"").string() == mark);
  for (const std::string& text : {mark, mark + mark + "{}", "{}" + mark, "{" + mark + "}",
                                  mark.substr(0, 2) + "{}", std::string("\xFF\xFE{\0}\0", 6)}) {
    CAPTURE(text);
    CHECK(rejection_key(text) == "json.not_json");
  }
}

TEST_CASE("a number with a fraction of zeros is whole") {
  const auto integer = [](const std::string& text) { return json::parse(text).integer(); };
  constexpr std::int64_t kExact = std::int64_t{1} << 53;
  CHECK(integer("1.0") == 1);
  CHECK(integer("-12.000") == -12);
  CHECK(integer("-0.0") == 0);
  CHECK(integer("9007199254740992.0") == kExact);
  CHECK(integer("-9007199254740992.0") == -kExact);
  CHECK(integer("9223372036854775807") == std::numeric_limits<std::int64_t>::max());
  CHECK(integer("-9223372036854775808") == std::numeric_limits<std::int64_t>::min());
  for (const char* text :
       {"1.5", "1.00000000000000000001", "9007199254740993.0", "-9007199254740994.0", "1e0",
        "1.0e0", "10E-1", "9223372036854775808", "\"1\"", "true", "null"}) {
    CAPTURE(text);
    CHECK(integer(text) == std::nullopt);
  }
  CHECK(json::Value{json::Number{"1."}}.integer() == std::nullopt);
}

TEST_CASE("anything other than one JSON text is rejected with its place") {
  CHECK(rejection_key("") == "json.not_json");
  CHECK(rejection_key("{} {}") == "json.not_json");
  CHECK(rejection_key(std::string("{}\0", 3)) == "json.not_json");
  CHECK(rejection_key(std::string("{}\0{", 4)) == "json.not_json");
  CHECK(rejection_key("{\"a\":\xC3\x28}") == "json.not_json");
  CHECK(rejection_key("\"\xED\xA0\x80\"") == "json.not_json");
  CHECK(rejection_key(R"(["\ude00"])") == "json.not_json");  // half a surrogate pair
  CHECK(rejection_key(R"({"\ude00": 1})") == "json.not_json");
  CHECK(rejection_key(R"(["\ud83d"])") == "json.not_json");
  CHECK(rejection_key(R"(["\ud83d\ude00"])") == "accepted");
  try {
    static_cast<void>(json::parse("{\n  \"a\": tru\n}"));
    FAIL("accepted");
  } catch (const base::Error& error) {
    CHECK(error.user_message()->arguments.at(0).second == base::Message::Argument{std::int64_t{2}});
  }
}

TEST_CASE("JSON is limited in depth and values, and has no duplicate key and no U+0000") {
  CHECK(rejection_key(std::string(1'000'000, '[')) == "json.too_deep");
  CHECK(rejection_key(std::string(32, '[') + std::string(32, ']')) == "accepted");
  CHECK(rejection_key(std::string(33, '[') + std::string(33, ']')) == "json.too_deep");
  CHECK(rejection_key("[1,2,3]", {.max_depth = 2, .max_values = 3}) == "json.too_many_values");
  CHECK(rejection_key(R"({"a":1,"b":{"a":1},"a":2})") == "json.duplicate_key");
  CHECK(rejection_key(R"(["x\u0000y"])") == "json.null_character");
}
