#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "workbook/sheet.h"

namespace report {

/// Adjacent rows of one sheet, both ends inclusive. A value.
struct RowRange {
  const workbook::Sheet* sheet;
  std::uint32_t first_row;
  std::uint32_t last_row;
};

/// A column of the row ranges in a formula on sheet `here`: "F8:F55", or "'A'!F8:F99,'A
/// (2)'!F8:F55" if some are on other sheets.
[[nodiscard]] std::string a1(const std::vector<RowRange>& row_ranges, std::uint16_t column,
                             const workbook::Sheet& here);
/// The same of adjacent columns: "A8:C55".
[[nodiscard]] std::string a1(const std::vector<RowRange>& row_ranges, std::uint16_t first_column,
                             std::uint16_t last_column, const workbook::Sheet& here);

}  // namespace report
