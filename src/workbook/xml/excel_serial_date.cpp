#include "workbook/xml/excel_serial_date.h"

namespace workbook {

std::optional<std::int32_t> excel_serial_date(std::chrono::sys_days day) {
  using namespace std::chrono;
  constexpr sys_days kZero = 1899y / December / 30;
  constexpr sys_days kFirst = 1900y / March / 1;
  constexpr sys_days kLast = 9999y / December / 31;
  if (day < kFirst || day > kLast) return std::nullopt;
  return static_cast<std::int32_t>((day - kZero).count());
}

}  // namespace workbook
