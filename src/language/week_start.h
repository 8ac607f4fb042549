#pragma once

#include <chrono>
#include <string_view>

namespace language {

/// The day that weeks begin with where an organization names none, by its time zone: as people of
/// that place count, from a table of our own, since ICU's differs from one Debian to the next.
[[nodiscard]] std::chrono::weekday default_week_start(std::string_view time_zone);

}  // namespace language
