#include "report/row_range.h"

#include <algorithm>

#include "workbook/xml/cell.h"

namespace report {

std::string a1(const std::vector<RowRange>& row_ranges, std::uint16_t column,
               const workbook::Sheet& here) {
  return a1(row_ranges, column, column, here);
}

std::string a1(const std::vector<RowRange>& row_ranges, std::uint16_t first_column,
               std::uint16_t last_column, const workbook::Sheet& here) {
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

}  // namespace report
