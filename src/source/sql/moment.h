#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "language/time_zone.h"

namespace source {

/// A calendar day and a time of day as a database wrote them, to the second.
struct Moment {
  std::chrono::sys_days day;
  std::chrono::seconds time{0};  // since midnight

  bool operator==(const Moment&) const = default;
};

// These parse a database's text in ISO 8601 form, and return nothing for other text. Fractions of a
// second are dropped: rounding could reach the next day.

/// A word of model::kTrueTexts or model::kFalseTexts in any case, "1" or "0".
[[nodiscard]] std::optional<bool> parse_boolean(std::string_view text);
/// "2026-01-31", or the day of a text that parse_moment() accepts.
[[nodiscard]] std::optional<std::chrono::sys_days> parse_day(std::string_view text,
                                                             const language::TimeZone& zone);
/// "08:05" or "08:05:09".
[[nodiscard]] std::optional<std::chrono::seconds> parse_time(std::string_view text);
/// "2026-01-31 08:05:09", also with "T", or a day alone. Without an offset it is local time and
/// stays as it is; with one ("Z", "+03:00") it is converted to the local time of `zone`.
[[nodiscard]] std::optional<Moment> parse_moment(std::string_view text,
                                                 const language::TimeZone& zone);

/// The seconds of a duration: "5400", "1:30:00", "-00:00:01.5", or PostgreSQL's interval "1 mon 2
/// days 03:04:05", where a month has 30 days and a year 365.25. Absent for anything else.
[[nodiscard]] std::optional<double> parse_duration(std::string_view text);

}  // namespace source
