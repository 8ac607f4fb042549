#include "report/text_layout.h"

#include "base/utf8.h"
#include "language/display_width.h"
#include "language/text.h"
#include "report/font_metrics.h"
#include "workbook/sheet.h"
#include "workbook/xml/cell_text.h"

namespace report {

bool is_opposite_direction(std::string_view text, bool is_right_to_left) {
  const bool is_arabic = language::text_direction(text) == language::TextDirection::kRightToLeft;
  return is_arabic != is_right_to_left;
}

bool may_need_lines(std::string_view text) {
  if (text.find('\n') != std::string_view::npos) return true;
  constexpr double kDigits = kMaxColumnWidth / kColumnUnitsPerDigit;
  return static_cast<double>(text.size()) * language::kWidestLetter > kDigits &&
         language::max_display_width(text) > kDigits;
}

std::string header_part(std::string_view text) {
  constexpr std::size_t kMaxHeaderPartUnits = 70;
  const std::string line = workbook::single_line_escaped(text);
  for (std::size_t units = kMaxHeaderPartUnits;; --units) {
    std::string part = workbook::header_text(language::truncate_utf16(line, units));
    if (base::utf16_length(part) <= kMaxHeaderPartUnits) return part;
  }
}

}  // namespace report
