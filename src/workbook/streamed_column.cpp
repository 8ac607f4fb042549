#include "workbook/streamed_column.h"

#include <algorithm>

namespace workbook {
namespace {

constexpr std::uint32_t kSharingWindow = 32'768;

}  // namespace

StreamedColumn::StreamedColumn(const Column& its_column, std::uint16_t index,
                               const CellXml& its_xml)
    : column(its_column), name("<c r=\"" + column_letters(index)), xml(&its_xml) {}

void StreamedColumn::count_text(bool is_new) {
  new_texts += is_new ? 1 : 0;
  if (++texts < kSharingWindow) return;
  shares_texts = new_texts * 2 <= kSharingWindow;
  texts = 0;
  new_texts = 0;
}

double StreamedColumn::width() const {
  if (column.width == Column::Width::kFixed) return 0;
  double width = widest_text;
  if (column.width == Column::Width::kNumber) {
    int digits = 1;
    for (std::uint64_t rest = widest_whole; rest >= 10; rest /= 10) ++digits;
    constexpr int kHundred = 2;  // digits; a fraction of 1 has no others before its decimal point
    if (column.percent) digits += widest_whole > 0 ? kHundred : kHundred - 1;
    const int separators = column.grouped ? (digits - 1) / 3 : 0;
    const int decimals = column.decimals > 0 ? column.decimals + 1 : 0;
    // A negative number is shown in parentheses; a positive one reserves the width of the second.
    const int sign = column.percent ? 1 : 0;
    width = std::max<double>(width, digits + separators + decimals + sign + (has_negative ? 2 : 1));
  }
  return width;
}

}  // namespace workbook
