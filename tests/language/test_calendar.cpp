#include "language/calendar.h"

#include <chrono>
#include <memory>

#include <unicode/calendar.h>

#include "arabic.h"
#include "catch.h"
#include "language/phrases.h"

using language::HijriDate;
using language::Language;
using std::chrono::sys_days;
using namespace std::chrono_literals;

namespace {

std::string read(Language language, const base::Phrase& phrase) {
  static const language::Phrases kPhrases{language::Phrases::Missing::kThrown};
  return kPhrases.text(language, phrase);
}

}  // namespace

TEST_CASE("the calendar of Umm al-Qura gives the published days") {
  CHECK(language::hijri(2024y / 12 / 7) == HijriDate{1446, 6, 6});
  CHECK(language::hijri(2016y / 2 / 17) == HijriDate{1437, 5, 8});
  CHECK(language::hijri(2025y / 1 / 1) == HijriDate{1446, 7, 1});
  CHECK(language::hijri(2025y / 3 / 1) == HijriDate{1446, 9, 1});
  CHECK(language::hijri(2025y / 6 / 26) == HijriDate{1447, 1, 1});
}

TEST_CASE("Hijri is absent outside 1300 to 1600 AH") {
  CHECK_FALSE(language::hijri(1882y / 11 / 11).has_value());
  CHECK(language::hijri(1882y / 11 / 12) == HijriDate{1300, 1, 1});
  const auto last = language::hijri(2174y / 11 / 25);
  REQUIRE(last.has_value());
  CHECK(last->year == 1600);
  CHECK(last->month == 12);
  CHECK_FALSE(language::hijri(2174y / 11 / 26).has_value());
  CHECK_FALSE(language::hijri(1y / 1 / 1).has_value());
  CHECK_FALSE(language::hijri(9999y / 12 / 31).has_value());
}

TEST_CASE("every day of the table is the day that ICU gives") {
  UErrorCode code = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> calendar{icu::Calendar::createInstance(
      *icu::TimeZone::getGMT(), icu::Locale{"en@calendar=islamic-umalqura"}, code)};
  int wrong = 0;
  for (sys_days day = 1882y / 11 / 12; day <= sys_days{2174y / 11 / 25};
       day += std::chrono::days{1}) {
    calendar->setTime(86'400'000.0 * static_cast<double>(day.time_since_epoch().count()), code);
    const HijriDate expected{calendar->get(UCAL_YEAR, code), calendar->get(UCAL_MONTH, code) + 1,
                             calendar->get(UCAL_DATE, code)};
    if (language::hijri(day) != expected) ++wrong;
  }
  CHECK(code == U_ZERO_ERROR);
  CHECK(wrong == 0);
}

TEST_CASE("a Hijri cell is text that sorts") {
  CHECK(language::cell_text({1446, 7, 1}) == "1446/07/01");
  CHECK(language::cell_text({1600, 12, 30}) == "1600/12/30");
}

TEST_CASE("long dates bear the names of months and western digits") {
  CHECK(language::long_date(Language::kEnglish, 2025y / 1 / 1) == "1 January 2025");
  CHECK(language::long_date(Language::kEnglish, HijriDate{1446, 10, 2}) == "2 Shawwal 1446");
  CHECK(language::long_date(Language::kArabic, 2025y / 1 / 1) == arabic("prose", "long_date"));
  CHECK(language::long_date(Language::kArabic, HijriDate{1446, 7, 1}) ==
        arabic("prose", "long_hijri"));
}

TEST_CASE("a period is a sentence in both calendars") {
  const auto from = 2025y / 1 / 1;
  const auto to = 2025y / 3 / 31;
  CHECK(read(Language::kEnglish, language::period(Language::kEnglish, from, to)) ==
        "Period: 1 January 2025 to 31 March 2025");
  CHECK(read(Language::kEnglish, *language::hijri_period(Language::kEnglish, from, to)) ==
        "Hijri: 1 Rajab 1446 to 2 Shawwal 1446 AH");
  CHECK(read(Language::kArabic, language::period(Language::kArabic, from, to)) ==
        arabic("prose", "period"));
  CHECK(read(Language::kArabic, *language::hijri_period(Language::kArabic, from, to)) ==
        arabic("prose", "hijri_period"));
  CHECK(read(Language::kArabic, language::period(Language::kArabic, from, from)) ==
        arabic("prose", "day"));
  CHECK(read(Language::kArabic, *language::hijri_period(Language::kArabic, from, from)) ==
        arabic("prose", "hijri_day"));
  CHECK_FALSE(language::hijri_period(Language::kArabic, 1800y / 1 / 1, to).has_value());
}
