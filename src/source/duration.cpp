#include "source/duration.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace source {
namespace {

constexpr double kMinute = 60;
constexpr double kHour = 3'600;
constexpr double kDay = 86'400;
constexpr std::array<std::pair<std::string_view, double>, 3> kUnits{
    {{"year", 365.25 * kDay}, {"mon", 30 * kDay}, {"day", kDay}}};

bool consume(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

/// Digits from the front of the text, with a point among them where `has_point`.
std::optional<double> take_number(std::string_view& text, bool has_point = false) {
  const std::string_view digits =
      text.substr(0, text.find_first_not_of(has_point ? "0123456789." : "0123456789"));
  double number = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number, std::chars_format::fixed);
  if (error != std::errc{} || stop != end || digits.ends_with('.')) return std::nullopt;
  text.remove_prefix(digits.size());
  return number;
}

/// Of a text that is a number as a whole, without an exponent.
std::optional<double> number(std::string_view text) {
  if (text.find_first_not_of("0123456789+-.") != std::string_view::npos) return std::nullopt;
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc{} && stop == end ? std::optional{number} : std::nullopt;
}

/// Behind the hours.
std::optional<double> clock(double hours, std::string_view text) {
  constexpr std::size_t kTwoDigits = 2;
  std::string_view seconds_text = text.substr(std::min(text.size(), kTwoDigits));
  std::string_view minutes_text = text.substr(0, kTwoDigits);
  const auto minutes = take_number(minutes_text);
  if (!minutes || !minutes_text.empty() || !consume(seconds_text, ":")) return std::nullopt;
  const std::size_t point = seconds_text.find('.');
  if (seconds_text.substr(0, point).size() != kTwoDigits) return std::nullopt;
  const auto seconds = take_number(seconds_text, true);
  if (!seconds || !seconds_text.empty()) return std::nullopt;
  if (*minutes >= kMinute || *seconds >= kMinute) return std::nullopt;
  return hours * kHour + *minutes * kMinute + *seconds;
}

std::optional<double> consume_unit(std::string_view& text) {
  for (const auto& [name, seconds] : kUnits) {
    if (!consume(text, name)) continue;
    consume(text, "s");
    return text.empty() || consume(text, " ") ? std::optional{seconds} : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<double> parse_duration(std::string_view text) {
  if (const auto seconds = number(text)) return seconds;
  double sum = 0;
  do {
    const double sign = consume(text, "-") ? -1 : 1;
    if (sign > 0) consume(text, "+");
    const auto count = take_number(text);
    if (!count) return std::nullopt;
    if (consume(text, ":")) {
      const auto time = clock(*count, text);
      return time ? std::optional{sum + sign * *time} : std::nullopt;
    }
    if (!consume(text, " ")) return std::nullopt;
    const auto unit = consume_unit(text);
    if (!unit) return std::nullopt;
    sum += sign * *count * *unit;
  } while (!text.empty());
  return sum;
}

}  // namespace source
