#include "report/style/number_text.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include "base/parse_integer.h"
#include "model/value/time_text.h"

namespace report {

std::string format_negative_duration(source::Number seconds) {
  seconds.is_negative = false;
  const std::string digits = source::format_number(seconds);
  const std::size_t point = std::min(digits.find('.'), digits.size());
  const auto whole = base::parse_integer<std::int64_t>(digits.substr(0, point));
  return "-" + model::format_duration(std::chrono::seconds{whole.value_or(0)}) +
         digits.substr(point);
}

}  // namespace report
