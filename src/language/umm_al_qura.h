#pragma once

#include <chrono>
#include <compare>
#include <optional>

namespace language {

/// A day of the Umm al-Qura calendar, Saudi Arabia's civil one.
struct HijriDate {
  int year = 0;   // kFirstHijriYear to kLastHijriYear
  int month = 0;  // 1 is Muharram
  int day = 0;    // to 28, 29, 30 or 31

  auto operator<=>(const HijriDate&) const = default;
};

/// The years whose months were published. Before and after them there is no such calendar, only
/// calculations that contradict each other.
inline constexpr int kFirstHijriYear = 1343;  // from 1924-08-01
inline constexpr int kLastHijriYear = 1500;   // to 2077-11-16

/// Absent outside of the published years. Accepts a year_month_day as it is. Fast enough for every
/// cell of a column; thread-safe.
[[nodiscard]] std::optional<HijriDate> to_hijri(std::chrono::sys_days day);

/// The first day of a month counted on from Muharram of the year: 13 is the next year's first.
/// Absent outside of the published years, except for the day that follows them.
[[nodiscard]] std::optional<std::chrono::sys_days> first_day_of_hijri_month(int year, int month);

}  // namespace language
