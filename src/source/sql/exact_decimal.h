#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace source {

/// unscaled / 10^scale, within the 15 digits that a cell holds exactly; scale is 0 to 15.
struct ExactDecimal {
  std::int64_t unscaled = 0;
  int scale = 0;

  bool operator==(const ExactDecimal&) const = default;
};

/// Decimal text as databases give it, "-1234.50"; absent for anything else and for more digits
/// that tell.
[[nodiscard]] std::optional<ExactDecimal> to_exact(std::string_view text);

/// Decimal text, of however many digits.
[[nodiscard]] bool is_decimal(std::string_view text);

/// The double nearest to decimal text of more digits than a cell keeps, where those that it loses
/// are behind all that it shows: what a division in a database gives.
[[nodiscard]] std::optional<double> nearest_double(std::string_view text);

/// The decimal of `scale` digits that the double stands for, where it is the one nearest to it:
/// 12.5 with scale 2 is 1250, and 12.505 is none.
[[nodiscard]] std::optional<ExactDecimal> to_exact(double value, int scale);

}  // namespace source
