#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "workbook/sheet.h"
#include "workbook/xml/cell.h"

namespace report {

/// Adjacent rows of one sheet, both ends inclusive. A value.
struct RowRange {
  const workbook::Sheet* sheet;
  std::uint32_t first_row;
  std::uint32_t last_row;
};

/// Adjacent columns of the row ranges in a formula on sheet `here`: "F8:G55", or "'A'!F8:G99,'A
/// (2)'!F8:G55" if some are on other sheets.
[[nodiscard]] inline std::string a1(const std::vector<RowRange>& row_ranges,
                                    std::uint16_t first_column, std::uint16_t last_column,
                                    const workbook::Sheet& here) {
  const bool is_here =
      std::ranges::all_of(row_ranges, [&](const RowRange& range) { return range.sheet == &here; });
  std::string text;
  for (const RowRange& range : row_ranges) {
    const workbook::Range cells{{range.first_row, first_column}, {range.last_row, last_column}};
    if (!text.empty()) text += ',';
    text += is_here ? workbook::a1(cells) : workbook::a1(range.sheet->name(), cells);
  }
  return text;
}

/// The same of one column.
[[nodiscard]] inline std::string a1(const std::vector<RowRange>& row_ranges, std::uint16_t column,
                                    const workbook::Sheet& here) {
  return a1(row_ranges, column, column, here);
}

}  // namespace report
