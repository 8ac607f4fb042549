#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace model {

/// An exact decimal number of at most 38 digits (what SQL's widest NUMERIC holds everywhere), as
/// text without exponent, leading zeros or a trailing point. A value; any thread.
class Decimal {
 public:
  static constexpr std::size_t kMaxDigits = 38;

  /// "-12.50", "1e3" (as JSON may write it); absent for what is no number or is too long.
  [[nodiscard]] static std::optional<Decimal> parse(std::string_view text);

  Decimal() = default;

  /// "-12.5": zeros behind the point that say nothing are gone.
  [[nodiscard]] const std::string& text() const { return text_; }
  /// Times a power of ten; absent where that is too long.
  [[nodiscard]] std::optional<Decimal> shifted(int places) const {
    return parse(text_ + "e" + std::to_string(places));
  }
  /// The nearest double; exact up to 15 digits.
  [[nodiscard]] double to_double() const;

  [[nodiscard]] std::strong_ordering operator<=>(const Decimal& other) const;
  bool operator==(const Decimal&) const = default;

 private:
  explicit Decimal(std::string text) : text_(std::move(text)) {}

  std::string text_ = "0";
};

}  // namespace model
