#include "report/check_line.h"

#include <algorithm>
#include <cmath>

#include "language/currency.h"
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

Unit unit_of(const Columns::TotaledColumn& column, const RunningTotal& total) {
  Unit unit = column.cells->unit(total);
  unit.decimals = column.cells->decimals(total);
  if (column.column->type == model::Type::kMoney) {
    unit.decimals = std::max(unit.decimals, language::currency_decimals(unit.currency));
  }
  return unit;
}

}  // namespace

CheckDifference check_difference(const Columns::TotaledColumn& left,
                                 const Columns::TotaledColumn& right, const Totals& totals) {
  const RunningTotal& left_total = totals.by_column[left.index];
  const RunningTotal& right_total = totals.by_column[right.index];
  const Unit left_unit = unit_of(left, left_total);
  const Unit right_unit = unit_of(right, right_total);
  // A total of no amounts has no currency where each row has its own.
  const auto is_unknown = [](const Columns::TotaledColumn& column, const Unit& unit) {
    return !column.column->currency_from.empty() && unit.currency.empty();
  };
  const bool is_left = is_unknown(right, right_unit) ||
                       (!is_unknown(left, left_unit) && left_unit.decimals > right_unit.decimals);
  CheckDifference its{.value = {},
                      .is_of_two_currencies = !left_unit.currency.empty() &&
                                              !right_unit.currency.empty() &&
                                              left_unit.currency != right_unit.currency,
                      .column = is_left ? left.column : right.column,
                      .unit = is_left ? left_unit : right_unit};
  const auto left_value = left.cells->value(left_total);
  const auto right_value = right.cells->value(right_total);
  const bool is_whole = left_total.excluded() + right_total.excluded() == 0;
  if (!left_value || !right_value || !is_whole) return its;
  const double unit = std::pow(10, its.unit.decimals);
  its.value = std::round((*left_value - *right_value) * unit) / unit;
  return its;
}

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
  const CheckDifference difference = check_difference(*left_, *right_, total);
  const auto leave_out = [&](const char* verdict, const char* reason) {
    sheet.text({row, left_->place}, report_.words.text(Message{verdict}), report_.theme.verdict);
    warnings.push_back(Message{"report.unchecked",
                               {{"check", title_}, {"sheet", sheet.name()}, {"reason", reason}}});
  };
  if (is_partial(report_.spec, total.rows)) {
    leave_out("report.not_checked_limited", "limited");
  } else if (difference.is_of_two_currencies) {
    leave_out("report.not_checked", "currencies");
  } else if (!difference.value) {
    leave_out("report.not_checked", "values");
  } else {
    write_verdict(sheet, row, difference);
    if (*difference.value != 0) {
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

void CheckLine::write_verdict(workbook::Sheet& sheet, std::uint32_t row,
                              const CheckDifference& difference) const {
  const ReportText& words = report_.words;
  const workbook::Cell difference_cell{row, right_->place};
  const workbook::Cell verdict_cell{row, left_->place};
  const workbook::StyleId figure =
      report_.theme.column_styles(*difference.column, difference.unit).figure;
  sheet.formula(difference_cell,
                "ROUND(" + workbook::a1(workbook::Cell{total_row_, left_->place}) + "-" +
                    workbook::a1(workbook::Cell{total_row_, right_->place}) + "," +
                    std::to_string(difference.unit.decimals) + ")",
                *difference.value, report_.theme.check_figure(figure));
  const auto quoted = [&](const char* key) { return '"' + words.text(Message{key}) + '"'; };
  const std::string holds = quoted("report.balanced");
  const std::string fails = quoted("report.not_balanced");
  sheet.formula(
      verdict_cell,
      "IF(" + is_filtered(sheet) + "," + quoted("report.not_checked_filtered") + ",IF(" +
          workbook::a1(difference_cell) + "=0," + holds + "," + fails + "))",
      words.text(Message{*difference.value == 0 ? "report.balanced" : "report.not_balanced"}),
      report_.theme.verdict);
  const workbook::Range range{verdict_cell, verdict_cell};
  const std::string is = workbook::a1(verdict_cell) + "=";
  sheet.add_conditional_style(range, is + holds, Palette::highlight(model::Highlight::Tone::kGood));
  sheet.add_conditional_style(range, is + fails, Palette::highlight(model::Highlight::Tone::kBad));
}

/// Reads all columns, since any of them may be blank in a row. SUBTOTAL does not count the
/// subtotals of groups, which COUNTA does, so the columns that have some are left out.
std::string CheckLine::is_filtered(const workbook::Sheet& sheet) const {
  constexpr std::size_t kMaxLength = 3'000;  // it is there twice; Excel allows 8,192 and 255 ranges
  const bool has_subtotals = std::ranges::any_of(report_.layout().groups, &model::Group::subtotal);
  const auto is_left_out = [&](std::size_t place) {
    return has_subtotals &&
           std::ranges::find(columns_.totaled(), place, &Columns::TotaledColumn::place) !=
               columns_.totaled().end();
  };
  std::string cells;
  std::uint16_t first = 0;
  for (std::uint16_t i = 0; i <= columns_.size() && cells.size() < kMaxLength; ++i) {
    if (i < columns_.size() && !is_left_out(i)) continue;
    if (i > first) {
      if (!cells.empty()) cells += ',';
      cells += a1(row_ranges_, first, static_cast<std::uint16_t>(i - 1), sheet);
    }
    first = static_cast<std::uint16_t>(i + 1);
  }
  return "SUBTOTAL(3," + cells + ")<>COUNTA(" + cells + ")";
}

}  // namespace report
