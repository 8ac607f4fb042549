#include "report/foot.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <utility>

#include "language/display_width.h"
#include "report/heading.h"
#include "report/paper.h"

namespace report {
namespace {

using base::Message;

constexpr double kTotalHeight = 20;  // points
constexpr double kCheckHeight = 18;
constexpr double kSigningHeight = 34;
constexpr double kBold = 1.1;  // as wide as other letters, so many times

/// Neighbouring columns under one signature.
struct Span {
  std::uint16_t first;
  std::uint16_t last;
};

double width_of(const std::vector<double>& widths, const Span& span) {
  return std::accumulate(widths.begin() + span.first, widths.begin() + span.last + 1, 0.0);
}

/// The columns in a stretch for each of `needs`, or for as many of the first of them as find the
/// room: of about the same width, with a column free between two where there are enough.
std::vector<Span> stretches(const std::vector<double>& widths, std::span<const double> needs) {
  const double whole = std::accumulate(widths.begin(), widths.end(), 0.0);
  std::vector<Span> spans;
  double passed = 0;
  std::size_t column = 0;
  for (std::size_t i = 0; i < needs.size() && column < widths.size(); ++i) {
    const double end = whole * static_cast<double>(i + 1) / static_cast<double>(needs.size());
    const double least = passed + needs[i];
    const std::size_t first = column;
    passed += widths[column++];
    while (column < widths.size() && (passed < least || passed + widths[column] / 2 <= end)) {
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

double Foot::write(workbook::Sheet& sheet, std::uint32_t row, const std::vector<Block>& blocks,
                   const Tally& total, const std::vector<double>& widths,
                   std::vector<Message>& remarks) const {
  double height = 0;
  if (!blocks.empty() && !columns_.totalled().empty()) {
    const std::uint32_t total_row = row;
    write_totals(sheet, row++, blocks, total);
    for (const model::BalanceCheck& check : edition_.layout().checks) {
      write_check(sheet, row++, total_row, check, total, remarks);
    }
    height = kTotalHeight + kCheckHeight * (row - total_row - 1);
    height += write_notes(sheet, row, total, widths);
  }
  if (!edition_.layout().signatures) return height;
  return height + kRowHeight + write_signatures(sheet, row + 1, widths);
}

void Foot::write_totals(workbook::Sheet& sheet, std::uint32_t row, const std::vector<Block>& blocks,
                        const Tally& total) const {
  sheet.height(row, kTotalHeight);
  auto totalled = columns_.totalled().begin();
  for (std::uint16_t i = 0; i < columns_.size(); ++i) {
    if (totalled == columns_.totalled().end() || totalled->place != i) {
      const bool is_label = i == columns_.label_place();
      sheet.text({row, i}, is_label ? edition_.words.text(Message{"report.total"}) : std::string{},
                 edition_.theme.total_label);
      continue;
    }
    const RunningTotal& its = total.totals[totalled->index];
    const workbook::StyleId style = totalled->cells->look(its).total;
    if (const auto value = totalled->cells->value(its)) {
      totalled->cells->note_total(its, row, sheet);
      sheet.formula({row, i}, totalled->cells->formula(its, its.formula(a1(blocks, i, sheet))),
                    *value, style);
    } else {
      sheet.text({row, i}, its.mark(), style);
    }
    ++totalled;
  }
}

/// The columns whose totals are no sums, and what they are.
std::string Foot::aggregates() const {
  const Words& words = edition_.words;
  std::string aggregates;
  for (const Columns::Totalled& totalled : columns_.totalled()) {
    const std::string its = words.aggregate(*totalled.column);
    if (its.empty()) continue;
    if (!aggregates.empty()) aggregates += words.text(Message{"report.list_separator"});
    aggregates += words.text_verbatim(
        Message{"report.title_with_currency",
                {{"title", totalled.column->title.get(edition_.language())}, {"sign", its}}});
  }
  return aggregates;
}

/// On one line, or on as many as it needs. Returns its height.
double Foot::write_note(workbook::Sheet& sheet, std::uint32_t row, const std::string& text,
                        const std::vector<double>& widths) const {
  constexpr double kUsed = 0.85;  // of a wrapped line's width, since words are not torn
  const double room = std::accumulate(widths.begin(), widths.end(), 0.0) * kUsed;
  const double lines = std::ceil(language::display_width(text) / room);
  if (lines > 1) {
    sheet.height(row, lines * kRowHeight);
    span(sheet, row, 0, columns_.last(), text, edition_.theme.subtitle);
  } else {
    sheet.text({row, 0}, text, edition_.theme.note_start);
  }
  return lines * kRowHeight;
}

/// What the totals are, and what is not in them, said below them. Returns its height.
double Foot::write_notes(workbook::Sheet& sheet, std::uint32_t& row, const Tally& total,
                         const std::vector<double>& widths) const {
  const Words& words = edition_.words;
  std::vector<std::string> notes;
  if (const std::string not_sums = aggregates(); !not_sums.empty()) {
    notes.push_back(words.text_verbatim(Message{"report.not_sums", {{"totals", not_sums}}}));
  }
  if (std::string left_out = columns_.left_out(total); !left_out.empty()) {
    notes.push_back(std::move(left_out));
  }
  if (std::ranges::any_of(total.totals, &RunningTotal::is_mixed)) {
    notes.push_back(words.text(Message{"report.mixed_currencies"}));
  }
  double height = 0;
  for (const std::string& note : notes) height += write_note(sheet, row++, note, widths);
  return height;
}

/// A line with the difference of two totals, and whether they are equal in a word.
void Foot::write_check(workbook::Sheet& sheet, std::uint32_t row, std::uint32_t total_row,
                       const model::BalanceCheck& check, const Tally& total,
                       std::vector<Message>& remarks) const {
  const Columns::Totalled* left = columns_.totalled(check.left);
  const Columns::Totalled* right = columns_.totalled(check.right);
  if (left == nullptr || right == nullptr) return;  // not asked for
  const RunningTotal& left_its = total.totals[left->index];
  const RunningTotal& right_its = total.totals[right->index];
  const auto left_total = left->cells->value(left_its);
  const auto right_total = right->cells->value(right_its);
  const Words& words = edition_.words;
  std::string title = check.title.get(edition_.language());
  if (title.empty()) {
    title = words.text(Message{"report.equal_totals",
                               {{"left", left->column->title.get(edition_.language())},
                                {"right", right->column->title.get(edition_.language())}}});
  }
  sheet.height(row, kCheckHeight);
  for (std::uint16_t i = 0; i < columns_.size(); ++i) {
    sheet.text({row, i}, i == columns_.label_place() ? title : std::string{},
               edition_.theme.check_label);
  }
  if (!left_total || !right_total || left_its.left_out() + right_its.left_out() > 0) {
    sheet.text({row, left->place}, words.text(Message{"report.not_checked"}),
               edition_.theme.verdict);
    remarks.push_back(Message{"report.unchecked", {{"check", title}, {"sheet", sheet.name()}}});
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
                difference, right->cells->look(RunningTotal{model::Aggregate::kSum}).subtotal);
  const std::string holds = words.text(Message{"report.balanced"});
  const std::string fails = words.text(Message{"report.not_balanced"});
  const std::string is_zero = workbook::a1(difference_cell) + "=0";
  sheet.formula(verdict_cell, "IF(" + is_zero + ",\"" + holds + "\",\"" + fails + "\")",
                difference == 0 ? holds : fails, edition_.theme.verdict);
  const workbook::Range range{verdict_cell, verdict_cell};
  sheet.add_conditional_style(range, is_zero, edition_.theme.tint(model::Highlight::Tone::kGood));
  sheet.add_conditional_style(range, "NOT(" + is_zero + ")",
                              edition_.theme.tint(model::Highlight::Tone::kBad));
  if (difference != 0)
    remarks.push_back(Message{"report.unbalanced", {{"check", title}, {"sheet", sheet.name()}}});
}

double Foot::write_signatures(workbook::Sheet& sheet, std::uint32_t row,
                              const std::vector<double>& widths) const {
  std::vector<std::string> names;
  for (const language::Localized& name : *edition_.layout().signatures) {
    names.push_back(name.get(edition_.language()));
  }
  if (names.empty()) {
    for (const Message& message : {Message{"report.prepared_by"}, Message{"report.reviewed_by"},
                                   Message{"report.approved_by"}}) {
      names.push_back(edition_.words.text(message));
    }
  }
  std::vector<double> needs;
  for (const std::string& name : names) needs.push_back(language::display_width(name) * kBold);
  double height = 0;
  for (std::size_t first = 0; first < names.size();) {
    double lines = 1;
    for (const Span& its : stretches(widths, std::span{needs}.subspan(first))) {
      lines = std::max(lines, std::ceil(needs[first] / width_of(widths, its)));
      span(sheet, row, its.first, its.last, names[first++], edition_.theme.signer);
      span(sheet, row + 1, its.first, its.last, "", edition_.theme.signature);
    }
    if (lines > 1) sheet.height(row, lines * kRowHeight);
    sheet.height(row + 1, kSigningHeight);
    row += 3;
    height += lines * kRowHeight + kSigningHeight + (first < names.size() ? kRowHeight : 0);
  }
  return height;
}

}  // namespace report
