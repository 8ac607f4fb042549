#include "language/message_catalog.h"

#include <thread>
#include <vector>

#include "base/error.h"
#include "support/arabic.h"
#include "support/catch.h"

using language::Language;
using language::MessageCatalog;

namespace {

const std::string kMark = "\u200E";

MessageCatalog strict(std::string_view arabic_json, std::string_view english_json) {
  return MessageCatalog{arabic_json, english_json, MessageCatalog::OnMissing::kThrow};
}

}  // namespace

TEST_CASE("a count is written in its language") {
  const MessageCatalog messages{MessageCatalog::OnMissing::kThrow};
  for (const json::Member& member : *arabic("rows").members()) {
    CHECK(messages.text(Language::kArabic,
                        {"report.rows", {{"count", std::int64_t{std::stoll(member.name)}}}}) ==
          *member.value.string());
  }
  CHECK(messages.text(Language::kEnglish, {"report.rows", {{"count", std::int64_t{1}}}}) ==
        "1 row");
  CHECK(messages.text(Language::kEnglish, {"report.rows", {{"count", std::int64_t{1234567}}}}) ==
        "1,234,567 rows");
}

TEST_CASE("marks keep the order of data in prose of the other direction") {
  const auto messages = strict(R"({"t.x": "\u0634: {x}"})", R"({"t.x": "s: {x}"})");
  const auto text = [&messages](Language language, const char* x) {
    return messages.text(language, {"t.x", {{"x", x}}});
  };
  CHECK(text(Language::kArabic, "+966 11 234-5678") ==
        "\u0634: " + kMark + "+966 11 234-5678" + kMark);
  CHECK(text(Language::kArabic, "ABC Ltd.") == "\u0634: " + kMark + "ABC Ltd." + kMark);
  CHECK(text(Language::kArabic, "\u0634\u0631\u0643\u0629 ABC") ==
        "\u0634: \u0634\u0631\u0643\u0629 ABC\u200F");
  CHECK(text(Language::kArabic, "") == "\u0634: ");
  CHECK(text(Language::kArabic, "a\u202Eb") == "\u0634: " + kMark + "ab" + kMark);
  CHECK(text(Language::kArabic, "\u200E-5\u200E") == "\u0634: " + kMark + "-5" + kMark);
  CHECK(text(Language::kArabic, "ABC (\u0634)") == "\u0634: \u200F\u202AABC (\u0634)\u202C\u200F");
  CHECK(text(Language::kEnglish, "ABC Ltd.") == "s: ABC Ltd.");
  CHECK(text(Language::kEnglish, "1) \u0634 20%") == "s: \u200E\u202B1) \u0634 20%\u202C\u200E");
  CHECK(text(Language::kEnglish, "ABC \u0634") == "s: ABC \u0634\u200E");
}

TEST_CASE("an argument is always data") {
  const auto messages = strict(R"({"t.x": "{x}"})", R"({"t.x": "{x}"})");
  CHECK(messages.text(Language::kEnglish, {"t.x", {{"x", "{y} '{' # ''"}}}) == "{y} '{' # ''");
}

TEST_CASE("an argument that selects stays a keyword") {
  const auto messages = strict(R"({"t.type": "{type, select, integer {A} other {B}}"})",
                               R"({"t.type": "{type, select, integer {a} other {b}}"})");
  CHECK(messages.text(Language::kArabic, {"t.type", {{"type", "integer"}}}) == "A");
  CHECK(messages.text(Language::kArabic, {"t.type", {{"type", "date"}}}) == "B");
}

TEST_CASE("a message that cannot be formatted shows its key, and throws in tests") {
  constexpr std::string_view kTexts = R"({"t.x": "{x}", "t.n": "{n, plural, other {#}}"})";
  const base::Message unknown{"t.unknown"};
  const base::Message bare{"t.x"};
  const base::Message word{"t.n", {{"n", "many"}}};
  const MessageCatalog shown{kTexts, kTexts, MessageCatalog::OnMissing::kShowKey};
  const MessageCatalog thrown{kTexts, kTexts, MessageCatalog::OnMissing::kThrow};
  for (const base::Message& message : {unknown, bare, word}) {
    CHECK(shown.text(Language::kArabic, message) == message.key);
    CHECK_THROWS_AS(thrown.text(Language::kEnglish, message), base::Error);
  }
}

TEST_CASE("the pseudo language marks texts from the message files") {
  const MessageCatalog messages{MessageCatalog::OnMissing::kThrow};
  CHECK(messages.text(Language::kPseudo, {"report.total"}) == "[[Total]]");
}

TEST_CASE("broken message files are refused") {
  CHECK_THROWS_AS(strict("[]", "{}"), base::Error);
  CHECK_THROWS_AS(strict(R"({"t.x": 1})", "{}"), base::Error);
  CHECK_THROWS_AS(strict(R"({"t.x": "{x"})", "{}"), base::Error);
}

TEST_CASE("many threads read the same message") {
  const MessageCatalog messages{MessageCatalog::OnMissing::kThrow};
  std::vector<int> wrong(4);
  {
    std::vector<std::jthread> threads;
    for (int& count : wrong) {
      threads.emplace_back([&messages, &count] {
        for (std::int64_t i = 3; i < 200; ++i) {
          const base::Message message{"report.rows", {{"count", i}}};
          const std::string text = messages.text(Language::kArabic, message);
          if (!text.starts_with(std::to_string(i) + ' ')) ++count;
        }
      });
    }
  }
  CHECK(wrong == std::vector<int>(4));
}
