#include "report/running_total.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "base/error.h"

namespace report {
namespace {

constexpr int kMaxExponent = 18;  // 10^18 is the last power of ten within 64 bits

constexpr std::array<std::int64_t, kMaxExponent + 1> powers_of_ten() {
  std::array<std::int64_t, kMaxExponent + 1> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}

constexpr auto kPowers = powers_of_ten();

/// `exponent` is 0 to kMaxExponent.
std::int64_t power(int exponent) { return kPowers[static_cast<std::size_t>(exponent)]; }

double real(std::int64_t unscaled, int scale) {
  return static_cast<double>(unscaled) / static_cast<double>(power(scale));
}

/// Rounds half away from zero, as ROUND does; values too large to have such decimals are unchanged.
double round_half_away(double value, int decimals) {
  constexpr double kWhole = 4'503'599'627'370'496;  // 2^52: larger doubles have no fraction
  const double unit = std::pow(10, decimals);
  const double scaled = value * unit;
  return std::abs(scaled) < kWhole ? std::round(scaled) / unit : value;
}

/// The function's number in SUBTOTAL.
int subtotal_function(model::Aggregate kind) {
  switch (kind) {
    case model::Aggregate::kNone:
    case model::Aggregate::kSum:
      return 9;
    case model::Aggregate::kAverage:
      return 1;
    case model::Aggregate::kCount:
      return 3;  // COUNTA
    case model::Aggregate::kMin:
      return 5;
    case model::Aggregate::kMax:
      return 4;
  }
  return 9;
}

}  // namespace

void RunningTotal::widen_to(double value) {
  min_ = numbers_ == 1 ? value : std::min(min_, value);
  max_ = numbers_ == 1 ? value : std::max(max_, value);
}

void RunningTotal::add(std::int64_t unscaled, int scale) {
  if (static_cast<unsigned>(scale) > unsigned{kMaxExponent}) {
    throw base::Error("running total: a scale that is not 0 to 18");
  }
  ++numbers_;
  if (is_extreme()) widen_to(real(unscaled, scale));
  add_exactly(unscaled, scale);
}

void RunningTotal::add_exactly(std::int64_t unscaled, int scale) {
  std::int64_t aligned = 0;
  if (scale > scale_) {
    if (__builtin_mul_overflow(exact_, power(scale - scale_), &aligned)) {
      rest_ += real(exact_, scale_);
      aligned = 0;
    }
    exact_ = aligned;
    scale_ = scale;
  }
  if (__builtin_mul_overflow(unscaled, power(scale_ - scale), &aligned) ||
      __builtin_add_overflow(exact_, aligned, &aligned)) {
    rest_ += real(unscaled, scale);
  } else {
    exact_ = aligned;
  }
}

void RunningTotal::add(double value) {
  ++numbers_;
  if (is_extreme()) widen_to(value);
  rest_ += value;
}

void RunningTotal::merge(const RunningTotal& other) {
  if (other.unit_ == kMixed) {
    unit_ = kMixed;
  } else if (other.unit_ != kNoUnit) {
    measure_in(other.unit_);
  }
  texts_ += other.texts_;
  excluded_ += other.excluded_;
  if (other.numbers_ == 0) return;
  min_ = numbers_ == 0 ? other.min_ : std::min(min_, other.min_);
  max_ = numbers_ == 0 ? other.max_ : std::max(max_, other.max_);
  numbers_ += other.numbers_;
  add_exactly(other.exact_, other.scale_);
  rest_ += other.rest_;
}

double RunningTotal::sum(std::optional<int> decimals) const {
  const double all = real(exact_, scale_) + rest_;
  if (!decimals || (rest_ == 0 && scale_ <= *decimals)) return all;
  if (rest_ != 0) return round_half_away(all, *decimals);
  const std::int64_t unit = power(scale_ - *decimals);
  const std::int64_t half = exact_ % unit / (unit / 2);  // 1 or -1 if at least half a unit, else 0
  return real(exact_ / unit + half, *decimals);
}

std::optional<double> RunningTotal::value(std::optional<int> decimals) const {
  if (kind_ == model::Aggregate::kCount) return static_cast<double>(numbers_ + texts_);
  if (is_mixed()) return std::nullopt;
  if (is_empty() && (kind_ != model::Aggregate::kSum || excluded() > 0)) return std::nullopt;
  switch (kind_) {
    case model::Aggregate::kAverage: {
      const double average = sum() / static_cast<double>(numbers_);
      return decimals ? round_half_away(average, *decimals) : average;
    }
    case model::Aggregate::kMin:
      return min_;
    case model::Aggregate::kMax:
      return max_;
    case model::Aggregate::kNone:
    case model::Aggregate::kSum:
    case model::Aggregate::kCount:
      break;
  }
  return sum(decimals);
}

std::string RunningTotal::formula(const std::string& ranges) const {
  return "SUBTOTAL(" + std::to_string(subtotal_function(kind_)) + "," + ranges + ")";
}

void Totals::merge(const Totals& other) {
  rows += other.rows;
  if (by_column.empty()) {
    by_column = other.by_column;
    return;
  }
  for (std::size_t i = 0; i < other.by_column.size(); ++i) by_column[i].merge(other.by_column[i]);
}

}  // namespace report
