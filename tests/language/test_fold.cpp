#include "arabic.h"
#include "catch.h"
#include "language/collator.h"
#include "language/fold.h"
#include "language/text.h"

TEST_CASE(
    "a search forgives the spellings of Arabic, the case of letters and the shape of digits") {
  for (const json::Value& pair : *arabic("fold").find("pairs")->elements()) {
    const auto& texts = *pair.elements();
    CHECK(language::fold(*texts[0].string()) == *texts[1].string());
    CHECK(language::fold(*texts[1].string()) == *texts[1].string());
  }
  CHECK(language::fold("").empty());
  CHECK(language::fold("50% A_b\\'") == "50% a_b\\'");
}

TEST_CASE("replacing the spellings of what is looked for finds what folding does") {
  const auto replaced = [](std::string text, std::string_view folded) {
    for (const auto& [spelling, meant] : language::spellings(folded)) {
      for (auto at = text.find(spelling); at != std::string::npos; at = text.find(spelling)) {
        text.replace(at, spelling.size(), meant);
      }
    }
    return text;
  };
  const auto& pairs = *arabic("fold").find("pairs")->elements();
  for (const json::Value& wanted : pairs) {
    const std::string& folded = *wanted.elements()->at(1).string();
    for (const json::Value& pair : pairs) {
      const std::string& text = *pair.elements()->at(0).string();
      const bool is_found = language::fold(text).find(folded) != std::string::npos;
      INFO(text << " | " << folded);
      CHECK((replaced(text, folded).find(folded) != std::string::npos) == is_found);
      CHECK(is_found == (&pair == &wanted));
    }
  }
}

TEST_CASE("a dictionary's order is not that of code points") {
  const language::Collator english(language::Language::kEnglish);
  CHECK(english.compare("apple", "Banana") < 0);
  CHECK(english.compare("Zoe", "\xC3\xA9t\xC3\xA9") > 0);
  const language::Collator in_arabic(language::Language::kArabic);
  const auto& pairs = *arabic("fold").find("pairs")->elements();
  const std::string ahmed = *pairs[0].elements()->at(0).string();  // hamza above alef
  const std::string hospital = *pairs[1].elements()->at(0).string();
  CHECK(in_arabic.compare(ahmed, hospital) < 0);
}
