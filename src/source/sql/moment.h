#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "language/time_zone.h"

namespace source {

/// A point on the calendar and the clock as a database wrote it, to the second.
struct Moment {
  std::chrono::sys_days day;
  std::chrono::seconds time{0};  // since midnight

  bool operator==(const Moment&) const = default;
};

// Database text as ISO 8601 has it. Fractions of a second are left out, never rounded up into the
// next day. Absent for anything else.

/// One of model/boolean_text.h, in small letters or capitals.
[[nodiscard]] std::optional<bool> parse_boolean(std::string_view text);
/// "2026-01-31", or the day of a moment as parse_moment() has it.
[[nodiscard]] std::optional<std::chrono::sys_days> parse_day(std::string_view text,
                                                             const language::TimeZone& zone);
/// "08:05" or "08:05:09".
[[nodiscard]] std::optional<std::chrono::seconds> parse_time(std::string_view text);
/// "2026-01-31 08:05:09", with "T" too, or a day alone. Without an offset it is local time and
/// stays as it is; with one ("Z", "+03:00") it becomes the local time of `zone`.
[[nodiscard]] std::optional<Moment> parse_moment(std::string_view text,
                                                 const language::TimeZone& zone);

/// The seconds of a duration that a database wrote as text: "5400", "1:30:00", "-00:00:01.5", or as
/// PostgreSQL writes an interval, "1 mon 2 days 03:04:05", where a month has 30 days and a year
/// 365.25. Absent for anything else.
[[nodiscard]] std::optional<double> parse_duration(std::string_view text);

}  // namespace source
