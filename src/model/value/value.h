#pragma once

#include <array>
#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "json/value.h"
#include "language/time_zone.h"
#include "model/value/decimal.h"

namespace model {

using Date = std::chrono::year_month_day;

/// Whole days, both inclusive. `from` is not after `to`. A value.
struct DateRange {
  Date from;
  Date to;

  bool operator==(const DateRange&) const = default;
};

/// Time since midnight, less than 24 hours. A value.
struct TimeOfDay {
  std::chrono::microseconds since_midnight{0};

  auto operator<=>(const TimeOfDay&) const = default;
};

/// A checked value of a parameter, a filter or an id. Strings, texts, urls and enum values are
/// std::string; decimals, money and percents are Decimal; a duration is in seconds.
using Value = std::variant<std::string, std::int64_t, Decimal, bool, Date, language::LocalTime,
                           TimeOfDay, std::chrono::seconds, DateRange>;

/// For machines and file names: "2026-01-31", "2026-01-31T08:05:09", "08:05:09", "90", "true", and
/// a range as "2026-01-01/2026-01-31" (ISO 8601). Seconds have a fraction only if it is not zero.
[[nodiscard]] std::string format_value(const Value& value);

/// The JSON in requests, which reads back as the same value.
[[nodiscard]] json::Value to_json(const Value& value);

/// The order of two values of one type. Ranges and values of different types are unordered.
[[nodiscard]] std::partial_ordering compare(const Value& a, const Value& b);

/// How databases without booleans write them, in lower case or upper case. Cells show them as Yes
/// and No, filters read them as true and false.
inline constexpr std::array<std::string_view, 5> kTrueTexts{"1", "t", "true", "y", "yes"};
inline constexpr std::array<std::string_view, 5> kFalseTexts{"0", "f", "false", "n", "no"};

}  // namespace model
