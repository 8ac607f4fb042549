#include "report/style/layout_text.h"

#include <algorithm>
#include <numeric>

namespace report {

double width_of(const std::vector<double>& widths, const CellSpan& span) {
  return std::accumulate(widths.begin() + span.first, widths.begin() + span.last + 1, 0.0);
}

double TextArea::width() const { return width_of(widths, in_row(0)); }

double width_of(const Theme& theme, std::string_view text, const Lettering& lettering) {
  return theme.text_width(text, lettering.weight) * lettering.size;
}

std::vector<std::string> break_lines(const Theme& theme, std::string_view text, double room,
                                     const Lettering& lettering) {
  std::vector<std::string> lines{{}};
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    const std::string_view word = text.substr(0, end);
    std::string line = lines.back();
    if (!line.empty()) line += ' ';
    line += word;
    const bool fits = width_of(theme, line, lettering) <= room;
    fits || lines.back().empty() ? lines.back() = line : lines.emplace_back(word);
    if (end < text.size() && text[end] == '\n') lines.emplace_back();
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

void write_centered(workbook::Sheet& sheet, const Theme& theme, const CellSpan& span,
                    std::string_view text, workbook::StyleId style) {
  const workbook::StyleId its = theme.across(style);
  sheet.text({span.row, span.first}, text, its);
  for (std::uint32_t column = span.first + 1U; column <= span.last; ++column) {
    sheet.blank({span.row, static_cast<std::uint16_t>(column)}, its);
  }
}

void write_wrapped(workbook::Sheet& sheet, const Theme& theme, const CellSpan& span,
                   std::string_view text, workbook::StyleId style) {
  sheet.merge({{span.row, span.first}, {span.row, span.last}}, text, theme.wrapped(style));
}

}  // namespace report
