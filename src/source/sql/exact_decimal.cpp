#include "source/sql/exact_decimal.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <utility>

namespace source {
namespace {

constexpr int kMaxDigits = 15;
constexpr std::size_t kShownDecimals = 6;  // the largest number in a format
constexpr double kLimit = 1e15;
/// All powers of ten that a double holds exactly.
constexpr std::array kPowers{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                             1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

std::string_view without_sign(std::string_view text) {
  return text.substr(text.starts_with('-') || text.starts_with('+') ? 1 : 0);
}

}  // namespace

bool is_decimal(std::string_view text) {
  text = without_sign(text);
  const auto digits = std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; });
  const auto points = std::ranges::count(text, '.');
  return digits > 0 && points <= 1 && std::cmp_equal(digits + points, text.size());
}

std::optional<ExactDecimal> to_exact(std::string_view text) {
  const bool negative = text.starts_with('-');
  text = without_sign(text);
  if (const std::size_t point = text.find('.'); point != std::string_view::npos) {
    // Trailing zeros beyond the limit do not change the value.
    while (text.size() > kMaxDigits + 1 && text.size() > point + 2 && text.ends_with('0')) {
      text.remove_suffix(1);
    }
  }
  ExactDecimal value;
  int digits = 0;
  bool any = false;
  bool behind_point = false;
  for (const char c : text) {
    if (c == '.' && !behind_point) {
      behind_point = true;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;
    any = true;
    if (digits > 0 || c != '0') ++digits;
    if (behind_point) ++value.scale;
    if (digits > kMaxDigits || value.scale > kMaxDigits) return std::nullopt;
    value.unscaled = value.unscaled * 10 + (c - '0');
  }
  if (!any) return std::nullopt;
  if (negative) value.unscaled = -value.unscaled;
  return value;
}

std::optional<double> nearest_double(std::string_view text) {
  if (!is_decimal(text)) return std::nullopt;
  std::string_view whole = without_sign(text);
  whole = whole.substr(0, whole.find('.'));
  whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
  if (whole.size() + kShownDecimals > kMaxDigits) return std::nullopt;
  double value = 0;
  std::from_chars(text.data() + (text.starts_with('+') ? 1 : 0), text.data() + text.size(), value);
  return value;
}

std::optional<ExactDecimal> to_exact(double value, int scale) {
  const double power = kPowers[static_cast<std::size_t>(scale)];
  const double near = value * power;
  if (!(std::abs(near) < kLimit)) return std::nullopt;
  const auto unscaled = static_cast<std::int64_t>(near + std::copysign(0.5, near));
  if (static_cast<double>(unscaled) / power != value) return std::nullopt;
  return ExactDecimal{unscaled, scale};
}

}  // namespace source
