#include "language/collator.h"
#include "language/search_fold.h"
#include "language/text.h"
#include "support/arabic.h"
#include "support/catch.h"

TEST_CASE("a search ignores spellings of Arabic, case, and the shape of digits") {
  for (const json::Value& pair : *arabic("fold").find("pairs")->elements()) {
    const auto& texts = *pair.elements();
    CHECK(language::fold_for_search(*texts[0].string()) == *texts[1].string());
    CHECK(language::fold_for_search(*texts[1].string()) == *texts[1].string());
  }
  CHECK(language::fold_for_search("").empty());
  CHECK(language::fold_for_search("50% A_b\\'") == "50% a_b\\'");
}

TEST_CASE("replacing the search's spellings finds the same texts as folding") {
  const auto replaced = [](std::string text, std::string_view folded) {
    const language::SearchVariants spellings = language::search_variants(folded);
    const auto replace = [&](const std::string& spelling, const std::string& meant) {
      for (auto at = text.find(spelling); at != std::string::npos; at = text.find(spelling)) {
        text.replace(at, spelling.size(), meant);
      }
    };
    for (const std::string& mark : spellings.marks) replace(mark, "");
    for (const auto& [spelling, meant] : spellings.letters) replace(spelling, meant);
    return text;
  };
  const auto& pairs = *arabic("fold").find("pairs")->elements();
  for (const json::Value& wanted : pairs) {
    const std::string& folded = *wanted.elements()->at(1).string();
    for (const json::Value& pair : pairs) {
      const std::string& text = *pair.elements()->at(0).string();
      const bool is_found = language::fold_for_search(text).find(folded) != std::string::npos;
      INFO(text << " | " << folded);
      CHECK((replaced(text, folded).find(folded) != std::string::npos) == is_found);
      CHECK(is_found == (&pair == &wanted));
    }
  }
}

TEST_CASE("dictionary order differs from code point order") {
  const language::Collator english(language::Language::kEnglish);
  CHECK(english.compare("apple", "Banana") < 0);
  CHECK(english.compare("Zoe", "\xC3\xA9t\xC3\xA9") > 0);
  const language::Collator in_arabic(language::Language::kArabic);
  const auto& pairs = *arabic("fold").find("pairs")->elements();
  const std::string ahmed = *pairs[0].elements()->at(0).string();  // hamza above alef
  const std::string hospital = *pairs[1].elements()->at(0).string();
  CHECK(in_arabic.compare(ahmed, hospital) < 0);
}

TEST_CASE("a search ignores invisible characters and treats all spaces alike") {
  CHECK(language::fold_for_search(
            "a\u00AD\u061C\u180E\u200B\u200F\u202A\u202E\u2060\u2069\uFE00\uFE0F\uFEFF"
            "b") == "ab");
  CHECK(language::fold_for_search(
            "\u0628\u0610\u061A\u064B\u065F\u0670\u06D6\u06DC\u06DF\u06E4\u06E7\u06ED"
            "\u0897\u08CA\u08E1\u08E3\u08FF\U00010EFC") == "\u0628");
  CHECK(language::fold_for_search(
            "a\t\n\v\f\r\u0085\u00A0\u1680\u2000\u200A\u2028\u2029\u202F\u205F\u3000"
            "b") == "a" + std::string(15, ' ') + "b");
  // Visible characters stay: the end of an ayah, a number sign, an accent.
  for (const char* seen : {"\u06DD", "\u08E2", "\u0600", "\u0301", "\u06E5"}) {
    CHECK(language::fold_for_search(seen) == seen);
  }
}
