#pragma once

#include <optional>
#include <string_view>

namespace source {

/// The seconds of a duration that a database wrote as text: "5400", "1:30:00", "-00:00:01.5", or as
/// PostgreSQL writes an interval, "1 mon 2 days 03:04:05", where a month has 30 days and a year
/// 365.25. Absent for anything else.
[[nodiscard]] std::optional<double> parse_duration(std::string_view text);

}  // namespace source
