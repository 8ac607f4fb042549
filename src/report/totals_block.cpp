#include "report/totals_block.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <utility>

#include "report/heading.h"
#include "report/page_fit.h"

namespace report {
namespace {

using base::Message;

constexpr double kTotalHeight = 20;  // points
constexpr double kCheckHeight = 18;
constexpr double kSigningHeight = 34;

/// Adjacent columns that share one signature line.
struct Span {
  std::uint16_t first;
  std::uint16_t last;
};

double width_of(const std::vector<double>& widths, const Span& span) {
  return std::accumulate(widths.begin() + span.first, widths.begin() + span.last + 1, 0.0);
}

/// Divides the columns into spans of at least the widths `needs`, or as many of the first ones as
/// there is room for: of about the same width, with a free column between two if there are enough.
std::vector<Span> divide_columns(const std::vector<double>& widths, std::span<const double> needs) {
  const double whole = std::accumulate(widths.begin(), widths.end(), 0.0);
  std::vector<Span> spans;
  double passed = 0;
  std::size_t column = 0;
  for (std::size_t i = 0; i < needs.size() && column < widths.size(); ++i) {
    const double end = whole * static_cast<double>(i + 1) / static_cast<double>(needs.size());
    const double min_end = passed + needs[i];
    const std::size_t first = column;
    passed += widths[column++];
    while (column < widths.size() && (passed < min_end || passed + widths[column] / 2 <= end)) {
      passed += widths[column++];
    }
    spans.push_back({static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(column - 1)});
  }
  while (spans.size() > 1 && width_of(widths, spans.back()) < needs[spans.size() - 1]) {
    spans[spans.size() - 2].last = spans.back().last;
    spans.pop_back();
  }
  for (std::size_t i = 0; i + 1 < spans.size(); ++i) {
    Span& its = spans[i];
    const bool has_room = width_of(widths, its) - widths[its.last] >= needs[i];
    if (its.last > its.first && has_room) --its.last;
  }
  return spans;
}

}  // namespace

double TotalsBlock::write(workbook::Sheet& sheet, std::uint32_t row,
                          const std::vector<RowRange>& row_ranges, const Totals& total,
                          const std::vector<double>& widths, std::vector<Message>& warnings) const {
  double height = 0;
  if (!row_ranges.empty() && !columns_.totaled().empty()) {
    const std::uint32_t total_row = row;
    write_totals(sheet, row++, row_ranges, total);
    for (const model::BalanceCheck& check : report_.layout().checks) {
      write_check(sheet, row++, total_row, check, total, warnings);
    }
    height = kTotalHeight + kCheckHeight * (row - total_row - 1);
    height += write_notes(sheet, row, total, widths);
  }
  if (!report_.layout().signatures) return height;
  return height + kRowHeight + write_signatures(sheet, row + 1, widths);
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
    if (!aggregates.empty()) aggregates += words.text(Message{"report.list_separator"});
    aggregates += words.text_verbatim(
        Message{"report.title_with_currency",
                {{"title", totaled.column->title.get(report_.language())}, {"sign", its}}});
  }
  return aggregates;
}

/// Writes a note on one line, or on as many as it needs. Returns the height.
double TotalsBlock::write_note(workbook::Sheet& sheet, std::uint32_t row, const std::string& text,
                               const std::vector<double>& widths) const {
  constexpr double kWrapEfficiency =
      0.85;  // the share of a wrapped line that is filled, since words are not split
  const double room = std::accumulate(widths.begin(), widths.end(), 0.0) * kWrapEfficiency;
  const double lines = std::ceil(report_.theme.text_width(text) / room);
  if (lines > 1) {
    sheet.height(row, lines * kRowHeight);
    write_across(sheet, row, 0, columns_.last(), text, report_.theme.subtitle);
  } else {
    sheet.text({row, 0}, text, report_.theme.note_start);
  }
  return lines * kRowHeight;
}

/// Writes the notes below the totals: which are not sums, and what they exclude. Returns the
/// height.
double TotalsBlock::write_notes(workbook::Sheet& sheet, std::uint32_t& row, const Totals& total,
                                const std::vector<double>& widths) const {
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
  for (const std::string& note : notes) height += write_note(sheet, row++, note, widths);
  return height;
}

/// Writes a line with the difference of two totals and a word that says whether they are equal.
void TotalsBlock::write_check(workbook::Sheet& sheet, std::uint32_t row, std::uint32_t total_row,
                              const model::BalanceCheck& check, const Totals& total,
                              std::vector<Message>& warnings) const {
  const Columns::TotaledColumn* left = columns_.totaled(check.left);
  const Columns::TotaledColumn* right = columns_.totaled(check.right);
  if (left == nullptr || right == nullptr) return;  // not in the report
  const RunningTotal& left_its = total.by_column[left->index];
  const RunningTotal& right_its = total.by_column[right->index];
  const auto left_total = left->cells->value(left_its);
  const auto right_total = right->cells->value(right_its);
  const ReportText& words = report_.words;
  const std::string title = columns_.title(check);
  sheet.height(row, kCheckHeight);
  for (std::uint16_t i = 0; i < columns_.size(); ++i) {
    sheet.text({row, i}, i == columns_.label_column() ? title : std::string{},
               report_.theme.check_label);
  }
  if (!left_total || !right_total || left_its.excluded() + right_its.excluded() > 0) {
    sheet.text({row, left->place}, words.text(Message{"report.not_checked"}),
               report_.theme.verdict);
    warnings.push_back(Message{"report.unchecked", {{"check", title}, {"sheet", sheet.name()}}});
    return;
  }
  const int decimals = right->cells->decimals();
  const double unit = std::pow(10, decimals);
  const double difference = std::round((*left_total - *right_total) * unit) / unit;
  const workbook::Cell difference_cell{row, right->place};
  const workbook::Cell verdict_cell{row, left->place};
  sheet.formula(difference_cell,
                "ROUND(" + workbook::a1(workbook::Cell{total_row, left->place}) + "-" +
                    workbook::a1(workbook::Cell{total_row, right->place}) + "," +
                    std::to_string(decimals) + ")",
                difference, right->cells->styles(RunningTotal{model::Aggregate::kSum}).subtotal);
  const std::string holds = words.text(Message{"report.balanced"});
  const std::string fails = words.text(Message{"report.not_balanced"});
  const std::string is_zero = workbook::a1(difference_cell) + "=0";
  sheet.formula(verdict_cell, "IF(" + is_zero + ",\"" + holds + "\",\"" + fails + "\")",
                difference == 0 ? holds : fails, report_.theme.verdict);
  const workbook::Range range{verdict_cell, verdict_cell};
  sheet.add_conditional_style(range, is_zero, Palette::highlight(model::Highlight::Tone::kGood));
  sheet.add_conditional_style(range, "NOT(" + is_zero + ")",
                              Palette::highlight(model::Highlight::Tone::kBad));
  if (difference != 0)
    warnings.push_back(Message{"report.unbalanced", {{"check", title}, {"sheet", sheet.name()}}});
}

double TotalsBlock::write_signatures(workbook::Sheet& sheet, std::uint32_t row,
                                     const std::vector<double>& widths) const {
  std::vector<std::string> names;
  for (const language::Localized& name : *report_.layout().signatures) {
    names.push_back(name.get(report_.language()));
  }
  if (names.empty()) {
    for (const Message& message : {Message{"report.prepared_by"}, Message{"report.reviewed_by"},
                                   Message{"report.approved_by"}}) {
      names.push_back(report_.words.text(message));
    }
  }
  std::vector<double> needs;
  for (const std::string& name : names)
    needs.push_back(report_.theme.text_width(name, language::Weight::kBold));
  double height = 0;
  for (std::size_t first = 0; first < names.size();) {
    double lines = 1;
    for (const Span& its : divide_columns(widths, std::span{needs}.subspan(first))) {
      lines = std::max(lines, std::ceil(needs[first] / width_of(widths, its)));
      write_across(sheet, row, its.first, its.last, names[first++], report_.theme.signer);
      write_across(sheet, row + 1, its.first, its.last, "", report_.theme.signature);
    }
    if (lines > 1) sheet.height(row, lines * kRowHeight);
    sheet.height(row + 1, kSigningHeight);
    row += 3;
    height += lines * kRowHeight + kSigningHeight + (first < names.size() ? kRowHeight : 0);
  }
  return height;
}

}  // namespace report
