// The months as they were published, 1343 to 1500 AH. The facts come from the project hijridate
// (MIT), which collected them from the official newspaper and the calendar's official website; the
// form of the table is original. ICU (72 to 78) differs from them by a day or two before 1420 AH
// and from 1451/04 AH on. tests/data has the published dates.

#include "language/umm_al_qura.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace language {
namespace {

constexpr std::size_t kMonths = 12;                                   // in a year
constexpr std::size_t kYears = kLastHijriYear - kFirstHijriYear + 1;  // in the table
constexpr std::size_t kAllMonths = kYears * kMonths;

/// The lengths of a year's months as days beyond 28, two bits each, with Muharram in the lowest
/// bits.
constexpr std::array<std::uint32_t, kYears> kMonthLengths = {
    0xA8A9A6, 0x666665, 0x9A2766, 0x6969A5, 0x5A69A5, 0x35A666, 0xB2A666, 0x9A6599, 0x9A5666,
    0x666666, 0x9699A6, 0x666999, 0x9A6666, 0x65A665, 0xA66666, 0x69659A, 0x65966A, 0xA66666,
    0x666666, 0x666666, 0xA66666, 0x6A2666, 0xA66666, 0x666666, 0x666666, 0xA66666, 0x69A666,
    0x666666, 0xA99966, 0xA65999, 0x999999, 0xA5A666, 0x696666, 0x666A59, 0xA69996, 0x666666,
    0x999999, 0x666666, 0x6659A6, 0x9969A6, 0x666699, 0x666666, 0x6A65A6, 0xA6665A, 0xA66665,
    0x666669, 0xA66666, 0x59A666, 0xA66666, 0xA66665, 0xA66566, 0x696666, 0x6659A6, 0x9966A6,
    0x666699, 0x99A666, 0x699999, 0xA6659A, 0x665999, 0x99666A, 0x6599A9, 0x966A69, 0x6669A5,
    0x9A6666, 0x999999, 0x996666, 0x6599A6, 0x9666A6, 0x59A699, 0x66A696, 0xA69A59, 0x9A9965,
    0x9A6599, 0x996666, 0x599A66, 0x666A66, 0x9A6999, 0x9AA659, 0x9AA565, 0x9A9596, 0x999666,
    0x6659A6, 0x6699A6, 0x9A6999, 0x69A665, 0xA6A596, 0xA69659, 0x999969, 0x966669, 0x5999A9,
    0x6669A6, 0x5A6999, 0x9A6666, 0x999999, 0x9665A6, 0x6596A6, 0x9666A6, 0x599A99, 0x669A66,
    0x669999, 0xA66666, 0x999699, 0x9659A9, 0x5969A9, 0x6666A6, 0x99A699, 0x69A665, 0x699966,
    0x66659A, 0x99966A, 0x6665A9, 0x9999A9, 0x6699A5, 0x9A9996, 0xA69659, 0x9A5966, 0x69659A,
    0xA5999A, 0x666699, 0x9A6666, 0x69A659, 0xA99966, 0xA96599, 0x999666, 0x6659A6, 0x9999A6,
    0x5A69A5, 0x6A6696, 0x69A659, 0x699666, 0x6659A6, 0x99669A, 0x659A99, 0x969A99, 0x5A9A65,
    0x9A6996, 0x9A6659, 0x999969, 0x659A69, 0x9669A6, 0x59A9A5, 0x69A696, 0xA99A59, 0xA66665,
    0xA65999, 0x996669, 0x6599A9, 0x9669A6, 0xA66999, 0x9A6665, 0x9A5996, 0x99965A, 0x66599A,
    0x99666A, 0x665A69, 0x999A66, 0x699999, 0xA9965A,
};

using Day = std::int32_t;  // since 1970-01-01

constexpr Day number(std::chrono::sys_days day) {
  return static_cast<Day>(day.time_since_epoch().count());
}

constexpr std::chrono::sys_days kFirstDay =
    std::chrono::year{1924} / std::chrono::August / std::chrono::day{1};
constexpr std::chrono::sys_days kEnd =
    std::chrono::year{2077} / std::chrono::November / std::chrono::day{17};

/// The first day of each month, and the day after the last of them.
constexpr std::array<Day, kAllMonths + 1> kStarts = [] {
  std::array<Day, kAllMonths + 1> starts{number(kFirstDay)};
  for (std::size_t month = 0; month < kAllMonths; ++month) {
    const std::uint32_t length = kMonthLengths[month / kMonths] >> (2 * (month % kMonths)) & 3U;
    starts[month + 1] = starts[month] + 28 + static_cast<Day>(length);
  }
  return starts;
}();
static_assert(kStarts.back() == number(kEnd));

}  // namespace

std::optional<HijriDate> to_hijri(std::chrono::sys_days day) {
  if (day < kFirstDay || day >= kEnd) return std::nullopt;
  const auto after = std::ranges::upper_bound(kStarts, number(day));
  const auto month = static_cast<int>(after - kStarts.begin()) - 1;
  constexpr int kMonthsOfYear = kMonths;
  return HijriDate{.year = kFirstHijriYear + month / kMonthsOfYear,
                   .month = month % kMonthsOfYear + 1,
                   .day = number(day) - *(after - 1) + 1};
}

std::optional<std::chrono::sys_days> first_day_of_hijri_month(int year, int month) {
  const std::int64_t index = (std::int64_t{year} - kFirstHijriYear) * kMonths + month - 1;
  if (index < 0 || index >= static_cast<std::int64_t>(kStarts.size())) return std::nullopt;
  return std::chrono::sys_days{std::chrono::days{kStarts[static_cast<std::size_t>(index)]}};
}

}  // namespace language
