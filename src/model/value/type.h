#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace model {

/// The type of a parameter or a column. Only parameters may be kDateRange.
enum class Type : std::uint8_t {
  kString,
  kText,  // may have several lines
  kInteger,
  kDecimal,
  kMoney,    // in major units
  kPercent,  // a fraction: 0.15 is 15 %
  kBoolean,
  kDate,
  kDateTime,  // local time
  kTime,
  kDuration,  // seconds
  kUrl,
  kEnum,
  kDateRange,
};

/// The name in data models: "dateRange".
[[nodiscard]] std::string_view name(Type type);
[[nodiscard]] std::optional<Type> parse_type(std::string_view name);

/// Integers, decimals, money and percent.
[[nodiscard]] bool is_number(Type type);
/// Decimals, money and percent.
[[nodiscard]] bool has_decimals(Type type);
/// Numbers, dates, times and durations.
[[nodiscard]] bool is_ordered(Type type);
/// Strings, texts, urls and enums.
[[nodiscard]] bool is_textual(Type type);
/// Dates and date ranges, which may be written as a word such as today or thisMonth.
[[nodiscard]] bool accepts_periods(Type type);
/// All types with their names; kDateRange is the last.
[[nodiscard]] std::span<const std::pair<std::string_view, Type>> types();

}  // namespace model
