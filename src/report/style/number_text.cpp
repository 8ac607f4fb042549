#include "report/style/number_text.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <utility>

#include "base/parse_integer.h"
#include "model/value/time_text.h"

namespace report {

std::string format_amount(source::Number number, int decimals, bool is_grouped,
                          std::string_view unit) {
  const bool is_negative = std::exchange(number.is_negative, false);
  std::string text = source::format_number(number);
  std::size_t whole = std::min(text.find('.'), text.size());
  if (decimals > 0 && whole == text.size()) text += '.';
  text.append(static_cast<std::size_t>(decimals - source::decimals(number)), '0');
  for (; is_grouped && whole > 3; whole -= 3) text.insert(whole - 3, ",");
  text += unit;
  return is_negative ? "(" + text + ")" : text;
}

std::string format_clock(std::int64_t seconds, bool is_padded) {
  const auto two = [](std::int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
  };
  const std::int64_t all = std::abs(seconds);
  const std::int64_t hours = all / 3600;
  const std::string text = (is_padded ? two(hours) : std::to_string(hours)) + ":" +
                           two(all / 60 % 60) + ":" + two(all % 60);
  return seconds < 0 ? "(" + text + ")" : text;
}

std::string format_negative_duration(source::Number seconds) {
  seconds.is_negative = false;
  const std::string digits = source::format_number(seconds);
  const std::size_t point = std::min(digits.find('.'), digits.size());
  const auto whole = base::parse_integer<std::int64_t>(digits.substr(0, point));
  return "-" + model::format_duration(std::chrono::seconds{whole.value_or(0)}) +
         digits.substr(point);
}

}  // namespace report
