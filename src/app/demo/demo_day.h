#pragma once

#include <chrono>
#include <string>

namespace app {

// The generated data covers two years to a fixed day, so that it is the same whenever it is made.
inline constexpr std::chrono::sys_days kDemoFirstDay{std::chrono::year{2024} / 11 / 1};
inline constexpr std::chrono::sys_days kDemoLastDay{std::chrono::year{2026} / 10 / 31};

/// ISO 8601: "2026-01-31".
[[nodiscard]] std::string format_day(std::chrono::sys_days day);

}  // namespace app
