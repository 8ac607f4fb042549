// The part of Columns that fits texts into its widths, and its widths onto a page.

#include <algorithm>
#include <numeric>
#include <string_view>
#include <utility>

#include "report/check_line.h"
#include "report/columns.h"
#include "report/print/page_fit.h"

namespace report {
namespace {

using base::Message;
using language::Weight;

}  // namespace

double Columns::height(const source::ResultRows& in, workbook::RowWriter& out) {
  upcoming_strings_.clear();
  for (const Part* part : texts_) {
    const std::string_view text = part->cells.upcoming_text(in);
    if (!text.empty()) upcoming_strings_.push_back({part->first, text});
  }
  out.look_up(upcoming_strings_);
  const double line = report_.theme.line_height();
  int lines = 1;
  for (Part* part : wrapped_) {
    lines = std::max(lines, part->cells.count_lines(in, out.note(part->first)));
  }
  if (lines == 1 && line <= kRowHeight) return 0;
  if (lines * line > kMaxRowHeight) record_cut_texts(out, line);
  return std::min(lines * line, kMaxRowHeight);
}

/// Records the texts of the next row that need more lines than a row has.
void Columns::record_cut_texts(const workbook::RowWriter& out, double line) {
  for (Part* part : wrapped_) {
    if (part->cells.row_lines() * line > kMaxRowHeight) part->cells.record_cut_text(out);
  }
}

double Columns::total_width(const TotaledColumn& totaled, const Totals& total) const {
  if (total.by_column.empty()) return 0;
  const RunningTotal& its = total.by_column[totaled.index];
  const workbook::StyleId style = totaled.cells->styles(its).total;
  return report_.theme.number_width(style, totaled.cells->value(its).value_or(0)) + kNumberPadding;
}

/// Totals of no values.
Totals Columns::no_totals() const {
  Totals totals;
  for (const TotaledColumn& totaled : totaled_) {
    totals.by_column.emplace_back(totaled.column->aggregate);
  }
  return totals;
}

/// The widths of columns for these contents, their titles and the labels of totals.
std::vector<double> Columns::padded_widths(const std::vector<double>& contents,
                                           TitleLines title_lines) const {
  constexpr double kMinColumnWidth = 7;
  constexpr double kMinRowNumberWidth = 4;
  const double title_padding = has_filter_ ? kFilterPadding : kTitlePadding;
  std::vector<double> widths;
  for (std::uint16_t i = 0; i < size(); ++i) {
    const TitleWidths& title = title_widths_[i];
    widths.push_back(
        std::max({has_row_numbers_ && i == 0 ? kMinRowNumberWidth : kMinColumnWidth,
                  contents[i] + paddings_[i],
                  (title_lines == TitleLines::kTwo ? title.on_two_lines : title.on_three_lines) +
                      title_padding}));
  }
  const double beside =
      std::accumulate(widths.begin() + label_column_ + 1, widths.begin() + label_end(), 0.0);
  double& labeled = widths[label_column_];
  labeled = std::max(labeled, widest_label_ + kTextPadding - beside);
  return widths;
}

/// Bounds the widths, and widens all of them alike to at least `min_total_width` together.
void Columns::stretch(std::vector<double>& widths, double min_total_width) const {
  constexpr double kMaxWidth = 255;  // Excel's
  std::vector<double> most(size(), kMaxColumnWidth + kTextPadding);
  for (const Part& part : parts_) {
    most[part.first] = std::max(most[part.first], part.cells.line_width() + kTextPadding);
  }
  for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = std::min(widths[i], most[i]);
  const double sum = std::accumulate(widths.begin(), widths.end(), 0.0);
  if (sum >= min_total_width) return;
  for (double& width : widths) width = std::min(width * min_total_width / sum, kMaxWidth);
}

std::vector<double> Columns::estimated_widths(const std::vector<double>& contents,
                                              double min_total_width) const {
  std::vector<double> widths = padded_widths(contents, TitleLines::kTwo);
  if (has_totals_block_) {
    const Totals none = no_totals();
    for (const model::BalanceCheck& check : report_.layout().checks) {
      widen_for(check, none, widths);
    }
  }
  stretch(widths, min_total_width);
  return widths;
}

std::vector<double> Columns::widths(const workbook::RowWriter& rows, const Totals& total,
                                    double min_total_width, TitleLines title_lines) const {
  std::vector<double> contents;
  for (std::uint16_t i = 0; i < size(); ++i) {
    contents.push_back(std::min(rows.width(i), double{kMaxColumnWidth}));
  }
  for (const Part& part : parts_) {
    // Texts are measured up to the usual maximum.
    double& content = contents[part.first];
    const double most = part.cells.line_width();
    if (content > most || content == kMaxColumnWidth) content = most;
  }
  std::vector<double> widths = padded_widths(contents, title_lines);
  for (const TotaledColumn& totaled : totaled_) {
    double& width = widths[totaled.place];
    width = std::max(width, total_width(totaled, total));
  }
  for (const model::BalanceCheck& check : report_.layout().checks) {
    widen_for(check, total, widths);
  }
  stretch(widths, min_total_width);
  return widths;
}

/// Widens the columns of a check for the difference of its two totals, for its verdict and for its
/// title, which continues over the empty cells beside it.
void Columns::widen_for(const model::BalanceCheck& check, const Totals& total,
                        std::vector<double>& widths) const {
  const TotaledColumn* left = totaled(check.left);
  const TotaledColumn* right = totaled(check.right);
  if (left == nullptr || right == nullptr || total.by_column.empty()) return;
  const Theme& theme = report_.theme;
  const auto fit = [&](const char* verdict, int lines) {
    double& width = widths[left->place];
    width = std::max(
        width, least_width(theme, report_.words.text(Message{verdict}), Weight::kBold, lines) +
                   kTextPadding);
  };
  for (const char* verdict : {"report.balanced", "report.not_balanced", "report.not_checked"}) {
    fit(verdict, 1);
  }
  fit("report.not_checked_limited", 2);
  fit("report.not_checked_filtered", 2);
  const CheckDifference difference = check_difference(*left, *right, total);
  const workbook::StyleId style = theme.column_styles(*difference.column, difference.unit).subtotal;
  double& width = widths[right->place];
  width = std::max(width, theme.number_width(style, difference.value.value_or(0)) + kNumberPadding);
  double room = -kTextPadding;
  for (std::size_t i = label_column_; i < widths.size(); ++i) {
    if (i == left->place || i == right->place) break;
    room += widths[i];
  }
  widths[label_column_] += std::max(0.0, theme.text_width(title(check)) - room);
}

SheetPlan Columns::plan_sheet(const workbook::RowWriter& rows, const Totals& total,
                              double min_width) const {
  constexpr double kHeaderHeight = 30;      // two lines
  constexpr double kTallHeaderHeight = 43;  // three lines
  const auto plan_for = [&](TitleLines title_lines) {
    std::vector<double> its = widths(rows, total, min_width, title_lines);
    const std::uint16_t lead = lead_columns(its);
    return PagePlan(report_.layout(), std::move(its), lead);
  };
  PagePlan plan = plan_for(TitleLines::kTwo);
  const bool is_wide = plan.pages_wide() > 1 || plan.scale() < PagePlan::kComfortableScale;
  if (!is_wide) return {std::move(plan), kHeaderHeight};
  PagePlan narrower = plan_for(TitleLines::kThree);
  const bool is_better =
      narrower.pages_wide() < plan.pages_wide() ||
      (narrower.pages_wide() == plan.pages_wide() && narrower.scale() > plan.scale());
  if (is_better) return {std::move(narrower), kTallHeaderHeight};
  return {std::move(plan), kHeaderHeight};
}

std::vector<Columns::Field> Columns::fields() {
  std::vector<Field> fields;
  for (Part& part : parts_) fields.push_back({part.column, part.first, &part.cells});
  return fields;
}

void Columns::wrap(const Field& field, int digits) {
  const auto part = std::ranges::find(parts_, field.place, &Part::first);
  part->cells.wrap(digits);
  const ColumnStyles& styles = part->cells.styles();
  streamed_[field.place].style = styles.value;
  streamed_[field.place].text_style = styles.text.verbatim;
  list_lines(*part);
}

void Columns::set_line_width(const Field& field, int digits) {
  field.cells->set_line_width(digits);
  list_lines(*std::ranges::find(parts_, field.place, &Part::first));
}

/// Lists the part among those whose texts may take several lines, or not.
void Columns::list_lines(Part& part) {
  std::erase(wrapped_, &part);
  if (part.cells.may_have_lines()) wrapped_.push_back(&part);
}

std::uint16_t Columns::lead_columns(const std::vector<double>& widths) const {
  constexpr double kMaxWidth = 520;  // pixels
  constexpr int kMaxLabels = 2;
  const auto end_of = [&](const Part& part) {
    return static_cast<std::uint16_t>(
        part.first + (report_.hijri_place(*part.column) == HijriPlace::kAfter ? 2 : 1));
  };
  const auto width_to = [&](std::uint16_t end) {
    return std::accumulate(widths.begin(), widths.begin() + end, 0.0,
                           [](double sum, double its) { return sum + pixels(its); });
  };
  std::uint16_t lead = has_row_numbers_ ? 1 : 0;
  int labels = 0;
  for (const Part& part : parts_) {
    const model::Column& column = *part.column;
    const bool is_amount = model::is_number(column.type) && column.type != model::Type::kInteger;
    const bool is_label = column.aggregate == model::Aggregate::kNone && !is_amount;
    if (!is_label || labels++ == kMaxLabels || width_to(end_of(part)) > kMaxWidth) break;
    lead = end_of(part);
  }
  return lead < size() ? lead : std::uint16_t{0};
}

}  // namespace report
