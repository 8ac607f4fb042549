#include "report/exact.h"

#include <cmath>

namespace report {
namespace {

constexpr int kDigits = 15;
constexpr double kLimit = 1e15;

}  // namespace

std::optional<Exact> exact(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  Exact value;
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
    if (digits > kDigits || value.scale > kDigits) return std::nullopt;
    value.unscaled = value.unscaled * 10 + (c - '0');
  }
  if (!any) return std::nullopt;
  if (negative) value.unscaled = -value.unscaled;
  return value;
}

std::optional<Exact> exact(double value, int scale) {
  const double power = std::pow(10.0, scale);
  const double unscaled = std::nearbyint(value * power);
  if (!(std::abs(unscaled) < kLimit) || unscaled / power != value) return std::nullopt;
  return Exact{static_cast<std::int64_t>(unscaled), scale};
}

}  // namespace report
