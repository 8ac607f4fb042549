#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace model {

/// An exact decimal number of at most 38 digits, which the NUMERIC types of all databases support.
/// Stored as text without exponent, leading zeros and trailing point. A value. Thread-safe.
class Decimal {
 public:
  static constexpr std::size_t kMaxDigits = 38;

  /// Reads "-12.50" and "1e3" (as JSON may write it). Absent if it is not a number or is too long.
  [[nodiscard]] static std::optional<Decimal> parse(std::string_view text);

  Decimal() = default;

  /// "-12.5", without trailing zeros after the point.
  [[nodiscard]] const std::string& text() const { return text_; }
  /// Multiplied by ten to the power of `places`. Absent if that is too long.
  [[nodiscard]] std::optional<Decimal> shifted(int places) const {
    return parse(text_ + "e" + std::to_string(places));
  }
  /// The nearest double; up to 15 digits are exact.
  [[nodiscard]] double to_double() const;

  [[nodiscard]] std::strong_ordering operator<=>(const Decimal& other) const;
  bool operator==(const Decimal&) const = default;

 private:
  explicit Decimal(std::string text) : text_(std::move(text)) {}

  std::string text_ = "0";
};

}  // namespace model
