#include "base/error.h"
#include "catch.h"
#include "json/parse.h"
#include "json/write.h"

namespace {

std::string refusal_of(const std::string& text, json::Limits limits = {}) {
  try {
    static_cast<void>(json::parse(text, limits));
  } catch (const base::Error& error) {
    return error.phrase()->key;
  }
  return "accepted";
}

}  // namespace

TEST_CASE("JSON survives the way in and out, numbers as they were written") {
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

TEST_CASE("what is not one JSON text is refused with its place") {
  CHECK(refusal_of("") == "json.not_json");
  CHECK(refusal_of("{} {}") == "json.not_json");
  CHECK(refusal_of(std::string("{}\0", 3)) == "json.not_json");
  CHECK(refusal_of(std::string("{}\0{", 4)) == "json.not_json");
  CHECK(refusal_of("{\"a\":\xC3\x28}") == "json.not_json");
  CHECK(refusal_of("\"\xED\xA0\x80\"") == "json.not_json");
  CHECK(refusal_of(R"(["\ude00"])") == "json.not_json");  // half a surrogate pair
  CHECK(refusal_of(R"({"\ude00": 1})") == "json.not_json");
  CHECK(refusal_of(R"(["\ud83d"])") == "json.not_json");
  CHECK(refusal_of(R"(["\ud83d\ude00"])") == "accepted");
  try {
    static_cast<void>(json::parse("{\n  \"a\": tru\n}"));
    FAIL("accepted");
  } catch (const base::Error& error) {
    CHECK(error.phrase()->arguments.at(0).second == base::Phrase::Argument{std::int64_t{2}});
  }
}

TEST_CASE("JSON is bounded in depth and values, has no key twice and no U+0000") {
  CHECK(refusal_of(std::string(1'000'000, '[')) == "json.too_deep");
  CHECK(refusal_of(std::string(32, '[') + std::string(32, ']')) == "accepted");
  CHECK(refusal_of(std::string(33, '[') + std::string(33, ']')) == "json.too_deep");
  CHECK(refusal_of("[1,2,3]", {.depth = 2, .values = 3}) == "json.too_many_values");
  CHECK(refusal_of(R"({"a":1,"b":{"a":1},"a":2})") == "json.duplicate_key");
  CHECK(refusal_of(R"(["x\u0000y"])") == "json.null_character");
}
