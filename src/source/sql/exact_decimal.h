#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace source {

/// The number unscaled / 10^scale, within the 15 digits that a cell holds exactly. The scale is 0
/// to 15.
struct ExactDecimal {
  std::int64_t unscaled = 0;
  int scale = 0;

  bool operator==(const ExactDecimal&) const = default;
};

/// Parses decimal text as databases write it, "-1234.50". Absent for anything else, and for more
/// than 15 significant digits.
[[nodiscard]] std::optional<ExactDecimal> to_exact(std::string_view text);

/// Whether the text is a decimal number of any length.
[[nodiscard]] bool is_decimal(std::string_view text);

/// The double nearest to decimal text with more digits than a cell keeps, such as a quotient.
/// Absent where the lost digits are among the decimals that a cell can show.
[[nodiscard]] std::optional<double> nearest_double(std::string_view text);

/// The decimal of `scale` digits to which the double is the nearest double: 12.5 with scale 2 is
/// 1250. Absent for 12.505.
[[nodiscard]] std::optional<ExactDecimal> to_exact(double value, int scale);

}  // namespace source
