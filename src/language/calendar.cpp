#include "language/calendar.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include <unicode/calendar.h>
#include <unicode/dtfmtsym.h>
#include <unicode/smpdtfmt.h>

#include "language/icu.h"

namespace language {
namespace {

constexpr int kFirstYear = 1300;
constexpr int kLastYear = 1600;
constexpr double kMillisecondsOfDay = 86'400'000.0;

using Day = std::int32_t;  // since 1970-01-01

/// The first day of each month of the range, and the day after the last of them.
std::vector<Day> month_starts() {
  UErrorCode code = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> calendar{icu::Calendar::createInstance(
      *icu::TimeZone::getGMT(), hijri_locale(Language::kEnglish), code)};
  check(code, "islamic-umalqura");
  std::vector<Day> starts;
  for (int year = kFirstYear; year <= kLastYear; ++year) {
    for (int month = 0; month < 12; ++month) {
      calendar->clear();
      calendar->set(year, month, 1);
      starts.push_back(static_cast<Day>(calendar->getTime(code) / kMillisecondsOfDay));
    }
  }
  starts.push_back(starts.back() + calendar->getActualMaximum(UCAL_DATE, code));
  check(code, "the months of islamic-umalqura");
  return starts;
}

const std::vector<Day>& starts() {
  static const std::vector<Day> kStarts = month_starts();
  return kStarts;
}

std::string long_date(const icu::Locale& locale, int day, int month, int year) {
  UErrorCode code = U_ZERO_ERROR;
  const icu::SimpleDateFormat format{"MMMM", locale, code};
  check(code, "names of months");
  std::int32_t count = 0;
  const icu::UnicodeString* names = format.getDateFormatSymbols()->getMonths(
      count, icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::WIDE);
  return std::to_string(day) + ' ' + utf8(names[month - 1]) + ' ' + std::to_string(year);
}

int number(std::chrono::day day) { return static_cast<int>(static_cast<unsigned>(day)); }
int number(std::chrono::month month) { return static_cast<int>(static_cast<unsigned>(month)); }

}  // namespace

std::optional<HijriDate> hijri(std::chrono::sys_days day) {
  const std::vector<Day>& months = starts();
  const auto number = day.time_since_epoch().count();
  if (number < months.front() || number >= months.back()) return std::nullopt;
  const auto after = std::ranges::upper_bound(months, static_cast<Day>(number));
  const auto month = static_cast<int>(after - months.begin()) - 1;
  return HijriDate{.year = kFirstYear + month / 12,
                   .month = month % 12 + 1,
                   .day = static_cast<int>(number) - *(after - 1) + 1};
}

std::optional<std::chrono::sys_days> first_day_of_hijri_month(int year, int month) {
  const std::int64_t number = (std::int64_t{year} - kFirstYear) * 12 + month - 1;
  if (number < 0 || number >= static_cast<std::int64_t>(starts().size())) return std::nullopt;
  return std::chrono::sys_days{std::chrono::days{starts()[static_cast<std::size_t>(number)]}};
}

std::string cell_text(const HijriDate& date) {
  std::string text = "0000/00/00";
  const auto put = [&text](std::size_t last, int value) {
    for (; value > 0; value /= 10) text[last--] = static_cast<char>('0' + value % 10);
  };
  put(3, date.year);
  put(6, date.month);
  put(9, date.day);
  return text;
}

std::string long_date(Language language, std::chrono::year_month_day date) {
  return long_date(gregorian_locale(language), number(date.day()), number(date.month()),
                   static_cast<int>(date.year()));
}

std::string long_date(Language language, const HijriDate& date) {
  return long_date(hijri_locale(language), date.day, date.month, date.year);
}

base::Phrase period(Language language, std::chrono::year_month_day from,
                    std::chrono::year_month_day to) {
  if (from == to) return base::Phrase{"language.day", {{"day", long_date(language, from)}}};
  return base::Phrase{"language.period",
                      {{"from", long_date(language, from)}, {"to", long_date(language, to)}}};
}

std::optional<base::Phrase> hijri_period(Language language, std::chrono::year_month_day from,
                                         std::chrono::year_month_day to) {
  const auto first = hijri(from);
  const auto last = hijri(to);
  if (!first || !last) return std::nullopt;
  if (*first == *last) {
    return base::Phrase{"language.hijri_day", {{"day", long_date(language, *first)}}};
  }
  return base::Phrase{"language.hijri_period",
                      {{"from", long_date(language, *first)}, {"to", long_date(language, *last)}}};
}

}  // namespace language
