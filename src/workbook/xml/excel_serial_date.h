#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace workbook {

/// A day as Excel counts it in the 1900 system (2026-01-01 is 46023). Absent outside 1900-03-01 to
/// 9999-12-31: readers disagree about earlier days.
[[nodiscard]] std::optional<std::int32_t> excel_serial_date(std::chrono::sys_days day);

}  // namespace workbook
