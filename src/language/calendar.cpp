#include "language/calendar.h"

#include <cstdint>

#include <unicode/dtfmtsym.h>
#include <unicode/smpdtfmt.h>

#include "language/icu.h"

namespace language {
namespace {

std::string month_name(const icu::Locale& locale, int month) {
  UErrorCode code = U_ZERO_ERROR;
  const icu::SimpleDateFormat format{"MMMM", locale, code};
  check_icu(code, "names of months");
  std::int32_t count = 0;
  const icu::UnicodeString* names = format.getDateFormatSymbols()->getMonths(
      count, icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::WIDE);
  return utf8(names[month - 1]);
}

std::string long_date(const icu::Locale& locale, int day, int month, int year) {
  return std::to_string(day) + ' ' + month_name(locale, month) + ' ' + std::to_string(year);
}

int number(std::chrono::day day) { return static_cast<int>(static_cast<unsigned>(day)); }
int number(std::chrono::month month) { return static_cast<int>(static_cast<unsigned>(month)); }

}  // namespace

std::string format_hijri(const HijriDate& date) {
  std::string text = "0000/00/00";
  const auto put = [&text](std::size_t last, int value) {
    for (; value > 0; value /= 10) text[last--] = static_cast<char>('0' + value % 10);
  };
  put(3, date.year);
  put(6, date.month);
  put(9, date.day);
  return text;
}

std::string format_long_date(Language language, std::chrono::year_month_day date) {
  return long_date(gregorian_locale(language), number(date.day()), number(date.month()),
                   static_cast<int>(date.year()));
}

std::string format_long_date(Language language, const HijriDate& date) {
  return long_date(hijri_locale(language), date.day, date.month, date.year);
}

std::string hijri_month_name(Language language, int month) {
  return month_name(hijri_locale(language), month);
}

base::Message period_message(Language language, std::chrono::year_month_day from,
                             std::chrono::year_month_day to) {
  if (from == to) return base::Message{"language.day", {{"day", format_long_date(language, from)}}};
  return base::Message{
      "language.period",
      {{"from", format_long_date(language, from)}, {"to", format_long_date(language, to)}}};
}

std::optional<base::Message> hijri_period_message(Language language,
                                                  std::chrono::year_month_day from,
                                                  std::chrono::year_month_day to) {
  const auto first = to_hijri(from);
  const auto last = to_hijri(to);
  if (!first || !last) return std::nullopt;
  if (*first == *last) {
    return base::Message{"language.hijri_day", {{"day", format_long_date(language, *first)}}};
  }
  return base::Message{
      "language.hijri_period",
      {{"from", format_long_date(language, *first)}, {"to", format_long_date(language, *last)}}};
}

}  // namespace language
