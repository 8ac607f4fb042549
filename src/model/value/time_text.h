#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "language/time_zone.h"
#include "model/value/value.h"

namespace model {

// Exact texts of dates and times, with western digits. Each parser returns nothing for any other
// text. Thread-safe.

/// "2026-01-31", years 1 to 9999.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);

struct DateTimeText {
  language::LocalTime local_time;              // as written
  std::optional<std::chrono::seconds> offset;  // east of UTC; absent if none was written
};
/// "2026-01-31T08:05", optionally with seconds, a fraction, a space instead of the T, and "Z" or an
/// offset such as "+03:00" (RFC 3339), "+03" (PostgreSQL) or "+03:06:52".
[[nodiscard]] std::optional<DateTimeText> parse_date_time(std::string_view text);

/// A date or a date-time as a moment: as TimeZone::to_moment() has it if no offset is written. A
/// date is the first moment of its day.
[[nodiscard]] std::optional<base::Time> parse_moment(std::string_view text,
                                                     const language::TimeZone& zone);

/// "08:05", "08:05:09", "08:05:09.25".
[[nodiscard]] std::optional<TimeOfDay> parse_time_of_day(std::string_view text);

/// "1:30:00", with up to 999,999 hours.
[[nodiscard]] std::optional<std::chrono::seconds> parse_duration(std::string_view text);

/// "1:30:00", "-0:00:05"
[[nodiscard]] std::string format_duration(std::chrono::seconds duration);

/// "90s", "10m", "24h", "7d": a number and one unit.
[[nodiscard]] std::optional<std::chrono::seconds> parse_time_limit(std::string_view text);

}  // namespace model
