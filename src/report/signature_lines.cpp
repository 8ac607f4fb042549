#include "report/signature_lines.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "report/style/layout_text.h"
#include "report/print/page_fit.h"

namespace report {
namespace {

using base::Message;

constexpr double kSigningHeight = 34;  // points
constexpr double kMinLine = 14;        // digits
constexpr double kMaxLine = 30;
constexpr double kLineShare = 0.85;  // of its cells, so that two lines are apart
constexpr Lettering kNameFont{language::Weight::kBold};

/// Divides the columns into `count` spans of about the same width; fewer if there are not enough.
std::vector<CellSpan> divide(const TextArea& area, std::size_t count) {
  const double whole = area.width();
  const std::size_t columns = area.last + 1U;
  std::vector<CellSpan> spans;
  double passed = 0;
  std::size_t column = area.first;
  for (std::size_t i = 1; i <= count && column < columns; ++i) {
    const double end = whole * static_cast<double>(i) / static_cast<double>(count);
    const std::size_t first = column;
    const std::size_t last_first = columns - std::min(columns, count - i);
    do {
      passed += area.widths[column++];
    } while (column < last_first && passed + area.widths[column] / 2 <= end);
    spans.push_back({0, static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(column - 1)});
  }
  spans.back().last = area.last;
  return spans;
}

double narrowest(const std::vector<double>& widths, const std::vector<CellSpan>& spans) {
  double its = width_of(widths, spans.front());
  for (const CellSpan& span : spans) its = std::min(its, width_of(widths, span));
  return its;
}

/// As many spans as the columns have room for, with about the same number in each row.
std::vector<CellSpan> spans_for(const TextArea& area, std::size_t names, double need) {
  for (std::size_t rows = 1; rows < names; ++rows) {
    const std::size_t count = (names + rows - 1) / rows;
    std::vector<CellSpan> spans = divide(area, count);
    if (spans.size() == count && narrowest(area.widths, spans) * kLineShare >= need) return spans;
  }
  return divide(area, 1);
}

std::vector<std::string> names_of(const LocalizedReport& report) {
  std::vector<std::string> names;
  for (const language::Localized& name : *report.layout().signatures) {
    names.push_back(name.get(report.language()));
  }
  if (!names.empty()) return names;
  for (const char* key : {"report.prepared_by", "report.reviewed_by", "report.approved_by"}) {
    names.push_back(report.words.text(Message{key}));
  }
  return names;
}

}  // namespace

double write_signatures(const LocalizedReport& report, workbook::Sheet& sheet, std::uint32_t row,
                        const TextArea& area) {
  const std::vector<std::string> names = names_of(report);
  double need = kMinLine;
  for (const std::string& name : names) {
    need = std::max(need, width_of(report.theme, name, kNameFont));
  }
  const std::vector<CellSpan> spans = spans_for(area, names.size(), need);
  const double length = std::min(kMaxLine, narrowest(area.widths, spans) * kLineShare);
  const std::string dots(static_cast<std::size_t>(length / report.theme.text_width(".")), '.');
  double height = 0;
  for (std::size_t first = 0; first < names.size(); first += spans.size()) {
    double lines = 1;
    for (std::size_t i = 0; i < spans.size() && first + i < names.size(); ++i) {
      const std::string& name = names[first + i];
      const double room = width_of(area.widths, spans[i]) - kCellMargin;
      const auto its = static_cast<double>(break_lines(report.theme, name, room, kNameFont).size());
      const CellSpan above{row, spans[i].first, spans[i].last};
      const workbook::StyleId style = report.theme.in_direction_of(name, report.theme.signer);
      its > 1 ? write_wrapped(sheet, report.theme, above, name, style)
              : write_centered(sheet, report.theme, above, name, style);
      write_centered(sheet, report.theme, {row + 1, spans[i].first, spans[i].last}, dots,
                     report.theme.signature);
      lines = std::max(lines, its);
    }
    if (lines > 1) sheet.height(row, lines * kRowHeight);
    sheet.height(row + 1, kSigningHeight);
    row += 3;
    height += (lines + 1) * kRowHeight + kSigningHeight;
  }
  return height - kRowHeight;  // no gap after the last
}

}  // namespace report
