#include "report/text_layout.h"

#include <cstddef>

#include "base/utf8.h"
#include "language/text.h"
#include "workbook/sheet.h"
#include "workbook/xml/cell_text.h"

namespace report {
namespace {

/// An upper bound of language::display_width() for well-formed text that is cheap to compute: a
/// character is one digit wide, but two if it has three bytes or more or is one of seen, sheen, sad
/// and dad (D8 B3 to D8 B6).
int max_display_width(std::string_view text) {
  int digits = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    digits += static_cast<int>((byte & 0xC0U) != 0x80) + static_cast<int>(byte >= 0xE0) +
              static_cast<int>(byte >= 0xB3 && byte <= 0xB6);
  }
  return digits;
}

}  // namespace

bool is_opposite_direction(std::string_view text, bool is_right_to_left) {
  const bool is_arabic = language::text_direction(text) == language::TextDirection::kRightToLeft;
  return is_arabic != is_right_to_left;
}

bool may_need_lines(std::string_view text) {
  if (text.find('\n') != std::string_view::npos) return true;
  return text.size() > std::size_t{kMaxColumnWidth} && max_display_width(text) > kMaxColumnWidth;
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
