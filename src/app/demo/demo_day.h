#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace app {

// The generated data covers the two years up to a fixed day, so that each run generates the same.
inline constexpr std::chrono::sys_days kDemoFirstDay{std::chrono::year{2024} / 11 / 1};
inline constexpr std::chrono::sys_days kDemoLastDay{std::chrono::year{2026} / 10 / 31};

/// ISO 8601: "2026-01-31".
[[nodiscard]] std::string format_day(std::chrono::sys_days day);

/// "007" for 7 and a width of 3. Also numbers documents, customers and phones.
[[nodiscard]] std::string zero_padded(std::int64_t number, std::size_t width);

}  // namespace app
