#pragma once

#include <chrono>
#include <compare>
#include <optional>

namespace language {

/// A date of the Umm al-Qura calendar, Saudi Arabia's civil calendar. A value.
struct HijriDate {
  int year = 0;   // kFirstHijriYear to kLastHijriYear
  int month = 0;  // 1 is Muharram
  int day = 0;    // 1 to 28, 29, 30 or 31

  auto operator<=>(const HijriDate&) const = default;
};

/// The years whose months were published. Outside them there are only calculations that contradict
/// each other.
inline constexpr int kFirstHijriYear = 1343;  // from 1924-08-01
inline constexpr int kLastHijriYear = 1500;   // to 2077-11-16

/// Absent outside the published years. Also accepts a year_month_day. Fast enough for every cell of
/// a column. Thread-safe.
[[nodiscard]] std::optional<HijriDate> to_hijri(std::chrono::sys_days day);

/// The first day of a month, counted from Muharram of the year: 13 is Muharram of the next year.
/// Absent outside the published years, except for the day after them.
[[nodiscard]] std::optional<std::chrono::sys_days> first_day_of_hijri_month(int year, int month);

}  // namespace language
