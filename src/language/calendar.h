#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>

#include "base/phrase.h"
#include "language/language.h"

namespace language {

/// A day of the Umm al-Qura calendar, Saudi Arabia's civil one.
struct HijriDate {
  int year = 0;   // 1300 to 1600 AH, the range of ICU's table
  int month = 0;  // 1 is Muharram
  int day = 0;

  auto operator<=>(const HijriDate&) const = default;
};

/// Absent outside 1300-1600 AH (1882-11-12 to 2174-11-25). Takes a year_month_day as it is. Fast
/// enough for every cell of a column; any thread.
[[nodiscard]] std::optional<HijriDate> hijri(std::chrono::sys_days day);

/// The first day of a month counted on from Muharram of the year: 13 is the next year's first.
/// Absent outside 1300-1600 AH, but for the day that follows them.
[[nodiscard]] std::optional<std::chrono::sys_days> first_day_of_hijri_month(int year, int month);

/// "1446/07/01": the text of a cell, which sorts as the dates do.
[[nodiscard]] std::string cell_text(const HijriDate& date);

/// "1 January 2025", "1 Rajab 1446", in Arabic with its month names and western digits; for prose.
[[nodiscard]] std::string long_date(Language language, std::chrono::year_month_day date);
[[nodiscard]] std::string long_date(Language language, const HijriDate& date);

/// "Period: 1 January 2025 to 31 March 2025", or of one day. The phrase is to be read in
/// `language`.
[[nodiscard]] base::Phrase period(Language language, std::chrono::year_month_day from,
                                  std::chrono::year_month_day to);
/// The same days by Umm al-Qura; absent where one of them is.
[[nodiscard]] std::optional<base::Phrase> hijri_period(Language language,
                                                       std::chrono::year_month_day from,
                                                       std::chrono::year_month_day to);

}  // namespace language
