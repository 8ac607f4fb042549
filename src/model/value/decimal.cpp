#include "model/value/decimal.h"

#include <algorithm>
#include <charconv>

#include "base/parse_integer.h"

namespace model {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view consume_digits(std::string_view& text) {
  const auto end = std::ranges::find_if_not(text, is_digit);
  const auto count = static_cast<std::size_t>(end - text.begin());
  const std::string_view digits = text.substr(0, count);
  text.remove_prefix(count);
  return digits;
}

/// Reads "e3" or "E-2"; an empty text is zero.
std::optional<int> exponent(std::string_view text) {
  if (text.empty()) return 0;
  if (text.front() != 'e' && text.front() != 'E') return std::nullopt;
  text.remove_prefix(1);
  if (text.starts_with("+-")) return std::nullopt;
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto value = base::parse_integer<int>(text);
  constexpr int kMaxExponent = 100;  // a number beyond it has too many digits
  return value && -kMaxExponent <= *value && *value <= kMaxExponent ? value : std::nullopt;
}

/// The whole part and the fraction of the absolute value.
std::pair<std::string_view, std::string_view> parts(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const auto point = text.find('.');
  if (point == std::string_view::npos) return {text, ""};
  return {text.substr(0, point), text.substr(point + 1)};
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  const std::string_view left = consume_digits(text);
  if (left.empty() || left.size() > 2 * kMaxDigits) return std::nullopt;
  std::string_view right;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    right = consume_digits(text);
    if (right.empty() || right.size() > 2 * kMaxDigits) return std::nullopt;
  }
  const auto shift = exponent(text);
  if (!shift) return std::nullopt;

  std::string digits = std::string{left} + std::string{right};
  int point = static_cast<int>(left.size()) + *shift;  // its place in the digits
  if (point < 0) {
    digits.insert(0, static_cast<std::size_t>(-point), '0');
    point = 0;
  }
  if (point > static_cast<int>(digits.size())) digits.resize(static_cast<std::size_t>(point), '0');
  std::string whole = digits.substr(0, static_cast<std::size_t>(point));
  std::string fraction = digits.substr(static_cast<std::size_t>(point));
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
  fraction.erase(fraction.find_last_not_of('0') + 1);
  if (whole.size() + fraction.size() > kMaxDigits) return std::nullopt;
  if (whole.empty() && fraction.empty()) return Decimal{};
  if (whole.empty()) whole = "0";
  return Decimal{(is_negative ? "-" : "") + whole + (fraction.empty() ? "" : "." + fraction)};
}

double Decimal::to_double() const {
  double value = 0;
  std::from_chars(text_.data(), text_.data() + text_.size(), value);
  return value;
}

std::strong_ordering Decimal::operator<=>(const Decimal& other) const {
  const bool is_negative = text_.starts_with('-');
  if (is_negative != other.text_.starts_with('-'))
    return other.text_.starts_with('-') <=> is_negative;
  const auto [whole, fraction] = parts(text_);
  const auto [other_whole, other_fraction] = parts(other.text_);
  auto order = whole.size() <=> other_whole.size();
  if (order == 0) order = whole <=> other_whole;
  if (order == 0) order = fraction <=> other_fraction;
  return is_negative ? 0 <=> order : order;
}

}  // namespace model
