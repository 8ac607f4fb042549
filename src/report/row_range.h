#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "workbook/sheet.h"

namespace report {

/// Rows of one sheet that stand together, both ends inside.
struct RowRange {
  const workbook::Sheet* sheet;
  std::uint32_t first_row;
  std::uint32_t last_row;
};

/// What formulas of `here` call a column of the row_ranges: "F8:F55", or "'A'!F8:F99,'A
/// (2)'!F8:F55" where some are on other sheets.
[[nodiscard]] std::string a1(const std::vector<RowRange>& row_ranges, std::uint16_t column,
                             const workbook::Sheet& here);

}  // namespace report
