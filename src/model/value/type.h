#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace model {

/// What a parameter or a column holds; kDateRange is of parameters only.
enum class Type : std::uint8_t {
  kString,
  kText,  // of several lines
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

/// As data models write it: "dateRange".
[[nodiscard]] std::string_view name(Type type);
[[nodiscard]] std::optional<Type> parse_type(std::string_view name);

/// Integers, decimals, money and percent.
[[nodiscard]] bool is_number(Type type);
/// Those of them that are no whole numbers.
[[nodiscard]] bool has_decimals(Type type);
/// Numbers, dates, times and durations: what has a smaller and a greater.
[[nodiscard]] bool is_ordered(Type type);
/// Strings, texts, urls and enums.
[[nodiscard]] bool is_textual(Type type);
/// Dates and date ranges: what a word such as today or thisMonth may stand for.
[[nodiscard]] bool accepts_periods(Type type);
/// All types with their names; kDateRange is the last.
[[nodiscard]] std::span<const std::pair<std::string_view, Type>> types();

}  // namespace model
