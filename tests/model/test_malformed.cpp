#include <random>

#include "support/catch.h"
#include "json/parse.h"
#include "json/write.h"
#include "language/message_catalog.h"
#include "model/report_specs.h"

namespace {

/// Makes malformed variants of valid requests: parts are removed, doubled or replaced.
class Mutator {
 public:
  explicit Mutator(std::uint32_t seed) : random_(seed) {}

  json::Value mutated(const json::Value& value, int depth = 0) {
    if (depth > 0 && chance(12)) return odd();
    if (const auto* members = value.members()) {
      json::Value object = json::Value::object();
      for (const json::Member& member : *members) {
        if (chance(20)) continue;
        object.add(chance(20) ? odd_name() : member.name, mutated(member.value, depth + 1));
      }
      return object;
    }
    if (const auto* elements = value.elements()) {
      json::Value list = json::Value::array();
      for (const json::Value& element : *elements) {
        if (chance(15)) list.add(odd());
        if (!chance(15)) list.add(mutated(element, depth + 1));
        if (chance(15)) list.add(mutated(element, depth + 1));
      }
      return list;
    }
    return value;
  }

 private:
  bool chance(unsigned one_in) { return random_() % one_in == 0; }

  std::string odd_name() {
    static const char* const kNames[] = {"",      "uid",  "and",    "or",
                                         "value", "from", "a.b[0]", "\xD8\xA3"};
    return kNames[random_() % std::size(kNames)];
  }

  json::Value odd() {
    static const json::Value kOdd[] = {
        nullptr,
        true,
        -1,
        json::Number{"1e999"},
        json::Number{"99999999999999999999999999"},
        json::Number{"-0.0000000000000000000000000000000000000000001"},
        "",
        "2026-02-30",
        "\xD9\xA1\xD9\xA2",
        "{period.from}",
        std::string(5'000, 'x'),
        json::Value::array(),
        json::Value::object(),
        json::Value::object({{"from", 1}}),
        json::Value::object({{"value", json::Value::array()}}),
        json::Value::object({{"and", json::Value::object()}})};
    return kOdd[random_() % std::size(kOdd)];
  }

  std::mt19937 random_;
};

}  // namespace

TEST_CASE(
    "each of 1,000 malformed requests is accepted, or rejected with a message in both languages") {
  const language::MessageCatalog messages{language::MessageCatalog::OnMissing::kThrow};
  const json::Value good = json::parse(R"({"params": {"uid": "sales.invoices", "lang": "ar",
      "template": "excel-auto", "organizationUid": "najd-foods", "parameters": [
      {"key": "period", "value": {"from": "2026-01-01", "to": "2026-03-31"}},
      {"key": "status", "value": {"values": ["paid", "open"]}},
      {"key": "instanceIds", "value": {"ids": [1, 2, 3]}}],
      "query": {"search": "x", "filters": {"and": [
        {"field": "issuedOn", "op": "between", "value": ["2026-01-01", "2026-01-31"]},
        {"field": "branch", "op": "in", "value": ["RUH", "JED"]}]},
        "sort": [{"field": "issuedOn", "direction": "desc"}], "fields": ["number"],
        "page": 1, "pageSize": 100}}})");
  int rejected = 0;
  for (std::uint32_t seed = 0; seed < 1'000; ++seed) {
    const json::Value body = Mutator{seed}.mutated(good);
    INFO(json::write(body));
    const auto result = model::validate_body(test_catalogue(), body, make_caller("najd"));
    if (result.spec() != nullptr) continue;
    ++rejected;
    const model::Rejection& rejection = *result.rejection();
    REQUIRE_FALSE(rejection.details.empty());
    for (const auto language : {language::Language::kArabic, language::Language::kEnglish}) {
      CHECK_FALSE(messages.text(language, rejection.message()).empty());
      for (const base::Diagnostic& diagnostic : rejection.details) {
        CHECK_FALSE(messages.text(language, diagnostic.reason).empty());
      }
    }
  }
  CHECK(rejected > 500);
}
