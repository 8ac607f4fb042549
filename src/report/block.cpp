#include "report/block.h"

#include <algorithm>

#include "workbook/xml/cell.h"

namespace report {

std::string a1(const std::vector<Block>& blocks, std::uint16_t column,
               const workbook::Sheet& here) {
  const bool is_here =
      std::ranges::all_of(blocks, [&](const Block& block) { return block.sheet == &here; });
  std::string text;
  for (const Block& block : blocks) {
    const workbook::Range range{{block.first_row, column}, {block.last_row, column}};
    if (!text.empty()) text += ',';
    text += is_here ? workbook::a1(range) : workbook::a1(block.sheet->name(), range);
  }
  return text;
}

}  // namespace report
