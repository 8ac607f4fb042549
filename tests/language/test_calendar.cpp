#include "language/calendar.h"

#include <chrono>

#include "language/message_catalog.h"
#include "support/arabic.h"
#include "support/catch.h"

using language::HijriDate;
using language::Language;
using namespace std::chrono_literals;

namespace {

std::string read(Language language, const base::Message& message) {
  static const language::MessageCatalog kPhrases{language::MessageCatalog::OnMissing::kThrow};
  return kPhrases.text(language, message);
}

}  // namespace

TEST_CASE("a Hijri cell is text that sorts") {
  CHECK(language::format_hijri({1446, 7, 1}) == "1446/07/01");
  CHECK(language::format_hijri({1345, 5, 31}) == "1345/05/31");
}

TEST_CASE("long dates have month names and western digits") {
  CHECK(language::format_long_date(Language::kEnglish, 2025y / 1 / 1) == "1 January 2025");
  CHECK(language::format_long_date(Language::kEnglish, HijriDate{1446, 10, 2}) == "2 Shawwal 1446");
  CHECK(language::format_long_date(Language::kArabic, 2025y / 1 / 1) ==
        arabic("prose", "long_date"));
  CHECK(language::format_long_date(Language::kArabic, HijriDate{1446, 7, 1}) ==
        arabic("prose", "long_hijri"));
}

TEST_CASE("a period is a sentence in both calendars") {
  const auto from = 2025y / 1 / 1;
  const auto to = 2025y / 3 / 31;
  CHECK(read(Language::kEnglish, language::period_message(Language::kEnglish, from, to)) ==
        "Gregorian: 1 January 2025 to 31 March 2025");
  CHECK(read(Language::kEnglish, *language::hijri_period_message(Language::kEnglish, from, to)) ==
        "Hijri: 1 Rajab 1446 to 2 Shawwal 1446 AH");
  CHECK(read(Language::kArabic, language::period_message(Language::kArabic, from, to)) ==
        arabic("prose", "period"));
  CHECK(read(Language::kArabic, *language::hijri_period_message(Language::kArabic, from, to)) ==
        arabic("prose", "hijri_period"));
  CHECK(read(Language::kArabic, language::period_message(Language::kArabic, from, from)) ==
        arabic("prose", "day"));
  CHECK(read(Language::kArabic, *language::hijri_period_message(Language::kArabic, from, from)) ==
        arabic("prose", "hijri_day"));
  CHECK_FALSE(language::hijri_period_message(Language::kArabic, 1924y / 7 / 31, to).has_value());
  CHECK_FALSE(language::hijri_period_message(Language::kArabic, from, 2077y / 11 / 17).has_value());
}
