#include "report/totals_block.h"

#include <algorithm>
#include <utility>

#include "report/check_line.h"
#include "report/style/layout_text.h"
#include "report/print/page_fit.h"
#include "report/signature_lines.h"

namespace report {
namespace {

using base::Message;

constexpr double kTotalHeight = 20;  // points

}  // namespace

double TotalsBlock::write(workbook::Sheet& sheet, std::uint32_t row,
                          const std::vector<RowRange>& row_ranges, const Totals& total,
                          const TextArea& area, std::vector<Message>& warnings) const {
  double height = 0;
  if (!row_ranges.empty() && !columns_.totaled().empty()) {
    const std::uint32_t total_row = row;
    write_totals(sheet, row++, row_ranges, total);
    height = kTotalHeight;
    for (const model::BalanceCheck& check : report_.layout().checks) {
      const CheckLine line(report_, columns_, check, row_ranges, total_row);
      if (line.is_shown()) height += line.write(sheet, row++, total, area, warnings);
    }
    height += write_notes(sheet, row, total, area);
  }
  if (!report_.layout().signatures) return height;
  return height + kRowHeight + write_signatures(report_, sheet, row + 1, area);
}

void TotalsBlock::write_totals(workbook::Sheet& sheet, std::uint32_t row,
                               const std::vector<RowRange>& row_ranges, const Totals& total) const {
  sheet.height(row, kTotalHeight);
  auto totaled = columns_.totaled().begin();
  for (std::uint16_t i = 0; i < columns_.size(); ++i) {
    if (totaled == columns_.totaled().end() || totaled->place != i) {
      const bool is_label = i == columns_.label_column();
      sheet.text({row, i}, is_label ? report_.words.text(Message{"report.total"}) : std::string{},
                 report_.theme.total_label);
      continue;
    }
    const RunningTotal& its = total.by_column[totaled->index];
    const workbook::StyleId style = totaled->cells->styles(its).total;
    if (const auto value = totaled->cells->value(its)) {
      totaled->cells->record_total(its, row, sheet);
      sheet.formula({row, i}, totaled->cells->formula(its, its.formula(a1(row_ranges, i, sheet))),
                    *value, style);
    } else {
      sheet.text({row, i}, its.marker(), style);
    }
    ++totaled;
  }
}

/// The columns whose totals are not sums, with their aggregates.
std::string TotalsBlock::list_aggregates() const {
  const ReportText& words = report_.words;
  std::string aggregates;
  for (const Columns::TotaledColumn& totaled : columns_.totaled()) {
    const std::string its = words.aggregate_name(*totaled.column);
    if (its.empty()) continue;
    words.append_item(
        aggregates,
        words.text_verbatim(
            Message{"report.title_with_currency",
                    {{"title", totaled.column->title.get(report_.language())}, {"sign", its}}}));
  }
  return aggregates;
}

/// Writes a note on one line, or on as many as it needs. Returns the height.
double TotalsBlock::write_note(workbook::Sheet& sheet, std::uint32_t row, const std::string& text,
                               const TextArea& area) const {
  const std::size_t lines = break_lines(report_.theme, text, area.width() - kCellMargin).size();
  const double height = static_cast<double>(lines) * kRowHeight;
  if (lines > 1) {
    sheet.height(row, height);
    write_wrapped(sheet, report_.theme, area.in_row(row), text, report_.theme.note_start);
  } else {
    sheet.text({row, area.first}, text,
               report_.theme.in_direction_of(text, report_.theme.note_start));
  }
  return height;
}

/// Writes the notes below the totals: which are not sums, and what they exclude. Returns the
/// height.
double TotalsBlock::write_notes(workbook::Sheet& sheet, std::uint32_t& row, const Totals& total,
                                const TextArea& area) const {
  const ReportText& words = report_.words;
  std::vector<std::string> notes;
  if (const std::string not_sums = list_aggregates(); !not_sums.empty()) {
    notes.push_back(words.text_verbatim(Message{"report.not_sums", {{"totals", not_sums}}}));
  }
  if (std::string excluded = columns_.excluded_note(total); !excluded.empty()) {
    notes.push_back(std::move(excluded));
  }
  if (std::ranges::any_of(total.by_column, &RunningTotal::is_mixed)) {
    notes.push_back(words.text(Message{"report.mixed_currencies"}));
  }
  double height = 0;
  for (const std::string& note : notes) height += write_note(sheet, row++, note, area);
  return height;
}

}  // namespace report
