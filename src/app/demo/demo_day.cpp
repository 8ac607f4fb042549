#include "app/demo/demo_day.h"

namespace app {

std::string format_day(std::chrono::sys_days day) {
  const std::chrono::year_month_day date{day};
  return zero_padded(int{date.year()}, 4) + '-' + zero_padded(unsigned{date.month()}, 2) + '-' +
         zero_padded(unsigned{date.day()}, 2);
}

std::string zero_padded(std::int64_t number, std::size_t width) {
  std::string text = std::to_string(number);
  if (text.size() < width) text.insert(0, width - text.size(), '0');
  return text;
}

}  // namespace app
