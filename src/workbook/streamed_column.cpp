#include "workbook/streamed_column.h"

#include <algorithm>

#include "workbook/workbook_context.h"

namespace workbook {
namespace {

constexpr std::uint32_t kSharingWindow = 32'768;

}  // namespace

double WidestNumber::width(const WorkbookContext& context, StyleId style) const {
  if (largest_ < 0) return 0;
  const double width = context.number_width(style, largest_);
  return has_negative_ ? std::max(width, context.number_width(style, -largest_)) : width;
}

StreamedColumn::StreamedColumn(const Column& its_column, std::uint16_t index,
                               const CellXml& its_xml, const CellXml& its_text_xml)
    : column(its_column),
      name("<c r=\"" + column_letters(index)),
      xml(&its_xml),
      text_xml(&its_text_xml) {}

void StreamedColumn::count_text(bool is_new) {
  new_texts += is_new ? 1 : 0;
  if (++texts < kSharingWindow) return;
  shares_texts = new_texts * 2 <= kSharingWindow;
  texts = 0;
  new_texts = 0;
}

WidestNumber& StreamedColumn::widest_of_other(StyleId style) {
  const auto known =
      std::ranges::find(widest_numbers, style, &std::pair<StyleId, WidestNumber>::first);
  if (known != widest_numbers.end()) return known->second;
  return widest_numbers.emplace_back(style, WidestNumber{}).second;
}

double StreamedColumn::width(const WorkbookContext& context) const {
  if (!column.measured) return 0;
  double width = std::max(widest_text, widest_number.width(context, column.style));
  for (const auto& [style, number] : widest_numbers) {
    width = std::max(width, number.width(context, style));
  }
  return width;
}

}  // namespace workbook
