#include "report/check_line.h"

#include <algorithm>
#include <cmath>

#include "report/style/font_metrics.h"
#include "report/style/layout_text.h"
#include "report/style/palette.h"
#include "report/partial_report.h"

namespace report {
namespace {

using base::Message;

constexpr double kMinHeight = 18;   // points
constexpr double kCheckIndent = 2;  // digits, with the margin
constexpr Lettering kCheckFont{language::Weight::kBold};

bool are_of_two_currencies(const model::Column& left, const model::Column& right) {
  return !left.currency.empty() && !right.currency.empty() && left.currency != right.currency;
}

}  // namespace

CheckLine::CheckLine(const LocalizedReport& report, const Columns& columns,
                     const model::BalanceCheck& check, const std::vector<RowRange>& row_ranges,
                     std::uint32_t total_row)
    : report_(report),
      columns_(columns),
      row_ranges_(row_ranges),
      total_row_(total_row),
      left_(columns.totaled(check.left)),
      right_(columns.totaled(check.right)),
      title_(is_shown() ? columns.title(check) : std::string{}) {}

double CheckLine::write(workbook::Sheet& sheet, std::uint32_t row, const Totals& total,
                        const TextArea& area, std::vector<Message>& warnings) const {
  const double height = write_labels(sheet, row, area);
  const RunningTotal& left_total = total.by_column[left_->index];
  const RunningTotal& right_total = total.by_column[right_->index];
  const auto left = left_->cells->value(left_total);
  const auto right = right_->cells->value(right_total);
  const auto leave_out = [&](const char* verdict, const char* reason) {
    sheet.text({row, left_->place}, report_.words.text(Message{verdict}), report_.theme.verdict);
    warnings.push_back(Message{"report.unchecked",
                               {{"check", title_}, {"sheet", sheet.name()}, {"reason", reason}}});
  };
  if (is_partial(report_.spec, total.rows)) {
    leave_out("report.not_checked_limited", "limited");
  } else if (are_of_two_currencies(*left_->column, *right_->column)) {
    leave_out("report.not_checked", "currencies");
  } else if (!left || !right || left_total.excluded() + right_total.excluded() > 0) {
    leave_out("report.not_checked", "values");
  } else {
    const double unit = std::pow(10, right_->cells->decimals());
    const double difference = std::round((*left - *right) * unit) / unit;
    write_verdict(sheet, row, difference);
    if (difference != 0) {
      warnings.push_back(
          Message{"report.unbalanced", {{"check", title_}, {"sheet", sheet.name()}}});
    }
  }
  return height;
}

/// The cells up to the first total that are on one page.
CellSpan CheckLine::title_span(std::uint32_t row, const TextArea& area) const {
  const std::uint16_t label = columns_.label_column();
  std::uint16_t end = label;
  while (end < columns_.last() && end + 1 != left_->place && end + 1 != right_->place) ++end;
  if (end < area.first) return {row, label, end};
  return {row, std::max(label, area.first), std::min(end, area.last)};
}

/// Writes the title and the empty cells of the line, and sets its height. Returns that.
double CheckLine::write_labels(workbook::Sheet& sheet, std::uint32_t row,
                               const TextArea& area) const {
  const CellSpan span = title_span(row, area);
  const std::size_t title_lines =
      break_lines(report_.theme, title_, width_of(area.widths, span) - kCheckIndent).size();
  const workbook::StyleId style = report_.theme.in_direction_of(title_, report_.theme.check_label);
  if (title_lines > 1) write_wrapped(sheet, report_.theme, span, title_, style);
  for (std::uint16_t i = 0; i < columns_.size(); ++i) {
    if (i == left_->place || i == right_->place) {
      sheet.blank({row, i}, report_.theme.verdict);
    } else if (title_lines == 1 && i == span.first) {
      sheet.text({row, i}, title_, style);
    } else if (title_lines == 1 || i < span.first || i > span.last) {
      sheet.blank({row, i}, report_.theme.check_label);
    }
  }
  std::size_t lines = title_lines;
  for (const char* verdict : {"report.not_checked_limited", "report.not_checked_filtered"}) {
    const std::string text = report_.words.text(Message{verdict});
    lines = std::max(
        lines, break_lines(report_.theme, text, area.widths[left_->place] - kCellMargin, kCheckFont)
                   .size());
  }
  const double height =
      std::max(kMinHeight, static_cast<double>(lines) * report_.theme.line_height());
  sheet.height(row, height);
  return height;
}

void CheckLine::write_verdict(workbook::Sheet& sheet, std::uint32_t row, double difference) const {
  const ReportText& words = report_.words;
  const workbook::Cell difference_cell{row, right_->place};
  const workbook::Cell verdict_cell{row, left_->place};
  const RunningTotal sum{model::Aggregate::kSum};
  sheet.formula(difference_cell,
                "ROUND(" + workbook::a1(workbook::Cell{total_row_, left_->place}) + "-" +
                    workbook::a1(workbook::Cell{total_row_, right_->place}) + "," +
                    std::to_string(right_->cells->decimals()) + ")",
                difference, report_.theme.check_figure(right_->cells->styles(sum).figure));
  const auto quoted = [&](const char* key) { return '"' + words.text(Message{key}) + '"'; };
  const std::string holds = quoted("report.balanced");
  const std::string fails = quoted("report.not_balanced");
  sheet.formula(verdict_cell,
                "IF(" + is_filtered(sheet) + "," + quoted("report.not_checked_filtered") + ",IF(" +
                    workbook::a1(difference_cell) + "=0," + holds + "," + fails + "))",
                words.text(Message{difference == 0 ? "report.balanced" : "report.not_balanced"}),
                report_.theme.verdict);
  const workbook::Range range{verdict_cell, verdict_cell};
  const std::string is = workbook::a1(verdict_cell) + "=";
  sheet.add_conditional_style(range, is + holds, Palette::highlight(model::Highlight::Tone::kGood));
  sheet.add_conditional_style(range, is + fails, Palette::highlight(model::Highlight::Tone::kBad));
}

/// Reads the columns before the first total: one of them names each row, and none of them has
/// subtotals, which SUBTOTAL does not count.
std::string CheckLine::is_filtered(const workbook::Sheet& sheet) const {
  const std::uint16_t first = columns_.label_column();
  std::uint16_t last = first;
  const auto is_totaled = [&](std::uint16_t place) {
    return std::ranges::find(columns_.totaled(), place, &Columns::TotaledColumn::place) !=
           columns_.totaled().end();
  };
  while (last < columns_.last() && !is_totaled(static_cast<std::uint16_t>(last + 1))) ++last;
  const std::string rows = a1(row_ranges_, first, last, sheet);
  return "SUBTOTAL(3," + rows + ")<>COUNTA(" + rows + ")";
}

}  // namespace report
