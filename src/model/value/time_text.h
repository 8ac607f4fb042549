#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "language/time_zone.h"
#include "model/value/value.h"

namespace model {

// Texts of dates and times, to the letter; digits are western. Absent for anything else. Any
// thread.

/// "2026-01-31", from the year 1 to 9999.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);

struct DateTimeText {
  language::LocalTime local_time;              // as written
  std::optional<std::chrono::seconds> offset;  // east of UTC, where one was written
};
/// "2026-01-31T08:05", with seconds and a fraction where wanted, a blank for the T, and "Z" or an
/// offset as "+03:00" (RFC 3339), "+03" (PostgreSQL) or "+03:06:52".
[[nodiscard]] std::optional<DateTimeText> parse_date_time(std::string_view text);

/// Either of the two as a moment: in UTC where it has no offset; a date is its first one.
[[nodiscard]] std::optional<base::Time> parse_moment(std::string_view text);

/// "08:05", "08:05:09", "08:05:09.25".
[[nodiscard]] std::optional<TimeOfDay> parse_time_of_day(std::string_view text);

/// "1:30:00", hours without a bound below 1,000,000.
[[nodiscard]] std::optional<std::chrono::seconds> parse_duration(std::string_view text);

/// "1:30:00", "-0:00:05"
[[nodiscard]] std::string format_duration(std::chrono::seconds duration);

/// "90s", "10m", "24h", "7d": a number and one unit, as limits are written.
[[nodiscard]] std::optional<std::chrono::seconds> parse_time_limit(std::string_view text);

}  // namespace model
