#include "report/column_survey.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "report/print/page_plan.h"
#include "report/row_label.h"
#include "report/style/text_layout.h"
#include "workbook/xml/cell_text.h"

namespace report {
namespace {

constexpr double kWidestWrap = 32;  // digits
constexpr double kNarrowestWrap = 24;
constexpr double kLongestWord = 40;  // longer words are broken
constexpr double kFewRows = 0.1;     // of those that were measured: they may take more lines

/// Whether the texts of a column may wrap to print larger.
bool may_wrap(const model::Column& column) {
  return column.type == model::Type::kString || column.type == model::Type::kText ||
         column.type == model::Type::kEnum;
}

/// Whether the values of a column that is neither of numbers nor wraps differ in width.
bool differ_in_width(const model::Column& column) {
  return column.type == model::Type::kUrl || column.type == model::Type::kDateRange;
}

/// Whether its texts may take several lines.
bool takes_lines(const model::Column& column) {
  return may_wrap(column) || column.type == model::Type::kUrl;
}

}  // namespace

ColumnSurvey::ColumnSurvey(const LocalizedReport& report, Columns& columns, double min_width)
    : report_(report), columns_(columns), min_width_(min_width) {
  for (const Columns::Field& field : columns.fields()) measures_.push_back({field});
}

void ColumnSurvey::add(const source::ResultRows& row) {
  ++rows_;
  for (Measure& measure : measures_) {
    const Columns::Field& field = measure.field;
    if (may_wrap(*field.column)) {
      add_text(measure, field.cells->text(row));
    } else if (model::is_number(field.column->type)) {
      const double number = field.cells->estimated_number(row);
      measure.least = std::min(measure.least, number);
      measure.greatest = std::max(measure.greatest, number);
      measure.sum += number;
    } else if (measure.widest == 0 || differ_in_width(*field.column)) {
      measure.widest = std::max(measure.widest, field.cells->estimated_width(row));
    }
  }
}

void ColumnSurvey::add_labels(const source::ResultRows& row) {
  const std::vector<model::Group>& groups = report_.layout().groups;
  groups_.resize(groups.size());
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (!groups[i].subtotal) continue;
    std::string name = workbook::single_line(row_label(report_, groups[i].by, row));
    if (name == groups_[i]) continue;
    columns_.record_label(
        report_.words.text_verbatim(base::Message{"report.subtotal", {{"name", name}}}));
    groups_[i] = std::move(name);
  }
}

void ColumnSurvey::add_text(Measure& measure, std::string_view text) {
  // Most texts are short, and change nothing.
  const int matters_from = static_cast<int>(std::min(measure.widest, kNarrowestWrap));
  if (!may_need_lines(text, matters_from)) return;
  if (!base::is_utf8(text)) return add_text(measure, base::sanitize_utf8(text));
  const double blank = report_.theme.text_width(" ");
  double width = 0;  // of its widest line
  double line = -blank;
  int words = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    const double word = report_.theme.text_width(text.substr(0, end));
    measure.longest_word = std::max(measure.longest_word, word);
    words += word > 0 ? 1 : 0;
    line += blank + word;
    width = std::max(width, line);
    if (end < text.size() && text[end] == '\n') line = -blank;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  measure.widest = std::max(measure.widest, width);
  if (width <= kNarrowestWrap) return;
  ++measure.texts;
  const double most = std::min(std::ceil(width), kMaxColumnWidth + 1.0);
  ++measure.by_width[static_cast<std::size_t>(most)];
  measure.sentences += words > 1 ? 1 : 0;
}

/// Lets columns of text wrap at `most` digits, or at their longest word.
void ColumnSurvey::set_limits(double most) {
  for (Measure& measure : measures_) {
    const bool wraps = may_wrap(*measure.field.column) && measure.sentences * 2 >= measure.texts;
    measure.limit =
        wraps ? std::max(most, std::min(measure.longest_word, kLongestWord)) : kMaxColumnWidth;
  }
}

std::vector<double> ColumnSurvey::contents(Rows rows) const {
  constexpr double kBoldFactor = 1.1;  // of totals
  constexpr double kMoreRows = 1'000;  // than the first ones
  const double times = rows == Rows::kAll ? kMoreRows : 1;
  const double hijri_width = report_.theme.text_width("0000/00/00");
  std::vector<double> contents(columns_.size());
  for (const Measure& measure : measures_) {
    const Columns::Field& field = measure.field;
    double& content = contents[field.place];
    content = std::min(measure.widest, measure.limit);
    const HijriPlace hijri = report_.hijri_place(*field.column);
    if (hijri == HijriPlace::kBefore) contents[field.place - 1U] = hijri_width;
    if (hijri == HijriPlace::kAfter) contents[field.place + 1U] = hijri_width;
    if (!model::is_number(field.column->type)) continue;
    content = std::max(field.cells->estimated_width(measure.least),
                       field.cells->estimated_width(measure.greatest));
    if (field.column->aggregate != model::Aggregate::kSum) continue;
    content = std::max(content, field.cells->estimated_width(measure.sum * times) * kBoldFactor);
  }
  return contents;
}

PagePlan ColumnSurvey::plan(double most) {
  set_limits(most);
  return {report_.layout(), columns_.estimated_widths(contents(Rows::kFirst), 0), 0};
}

void ColumnSurvey::choose_limits() {
  constexpr double kTolerance = 0.9;  // of the estimate
  const auto is_comfortable = [&](double most) {
    const PagePlan its = plan(most);
    return its.pages_wide() == 1 && its.scale() >= PagePlan::kComfortableScale;
  };
  if (is_comfortable(kMaxColumnWidth)) return;
  const PagePlan narrowest = plan(kNarrowestWrap);
  std::vector<double> narrow = narrowest.widths();
  for (double& width : narrow) width *= kTolerance;
  // A report that is wider than a page anyway is no wider with the texts on one line if its pages
  // have room for them. But each page repeats the first ones.
  const std::size_t pages = narrowest.pages_wide();
  const bool is_wide = PagePlan(report_.layout(), narrow, 0).pages_wide() > 1;
  const bool fit_one_line = std::ranges::all_of(measures_, [&](const Measure& measure) {
    return measure.wider_than(kMaxColumnWidth) <= kFewRows * static_cast<double>(rows_);
  });
  if (is_wide && fit_one_line && plan(kMaxColumnWidth).pages_wide() == pages) {
    return limit_lead_columns();
  }
  const auto is_enough = [&](double most) {
    return is_wide ? plan(most).pages_wide() == pages : is_comfortable(most);
  };
  double most = kWidestWrap;
  while (most > kNarrowestWrap && !is_enough(most)) --most;
  set_limits(most);
  for (Measure& measure : measures_) widen(measure);
}

/// Gives a column of texts a few more digits where that keeps so many of its rows on one line that
/// it is worth a slightly smaller print.
void ColumnSurvey::widen(Measure& measure) {
  constexpr double kMaxMore = 10;         // digits
  constexpr double kMinScaleKept = 0.92;  // of the scale
  constexpr double kMinGain = 1.1;
  if (!may_wrap(*measure.field.column)) return;
  const double limit = std::ceil(measure.limit);
  const auto lines = [&](double digits) {
    return static_cast<double>(rows_) + measure.wider_than(digits);
  };
  const auto planned = [&] {
    return PagePlan(report_.layout(), columns_.estimated_widths(contents(Rows::kFirst), 0), 0);
  };
  if (lines(limit) < kMinGain * static_cast<double>(rows_)) return;
  const PagePlan before = planned();
  double best = measure.limit;
  double greatest = kMinGain;
  for (double wider = limit + 1; wider <= std::min(limit + kMaxMore, double{kMaxColumnWidth});
       ++wider) {
    if (measure.wider_than(wider) == measure.wider_than(wider - 1)) continue;
    measure.limit = wider;
    const PagePlan its = planned();
    const double kept = its.scale() / before.scale();
    if (its.pages_wide() > before.pages_wide() || kept < kMinScaleKept) break;
    const double gain = lines(limit) / lines(wider) * kept * kept;
    if (gain <= greatest) continue;
    best = wider;
    greatest = gain;
  }
  measure.limit = best;
}

int ColumnSurvey::Measure::wider_than(double digits) const {
  return std::accumulate(by_width.begin() + static_cast<std::ptrdiff_t>(std::floor(digits)) + 1,
                         by_width.end(), 0);
}

void ColumnSurvey::limit_lead_columns() {
  const std::uint16_t lead = columns_.lead_columns(plan(kWidestWrap).widths());
  for (Measure& measure : measures_) {
    if (measure.field.place >= lead) measure.limit = kMaxColumnWidth;
  }
}

/// Lets texts of later rows widen their columns only where that adds no pages beside the first.
void ColumnSurvey::limit_later_texts() {
  if (rows_ < kRows) return;
  const auto later_width = [](const Measure& measure, double most) {
    return std::min(measure.limit, std::max(std::ceil(measure.widest), most));
  };
  const auto pages_wide = [&](double most, Rows rows) {
    std::vector<double> widths = contents(rows);
    for (const Measure& measure : measures_) {
      if (!takes_lines(*measure.field.column)) continue;
      widths[measure.field.place] = later_width(measure, most);
    }
    return PagePlan(report_.layout(), columns_.estimated_widths(widths, 0), 0).pages_wide();
  };
  double most = kMaxColumnWidth;
  for (const Rows rows : {Rows::kFirst, Rows::kAll}) {
    const std::size_t fewest = pages_wide(0, rows);
    while (most > 0 && pages_wide(most, rows) > fewest) --most;
  }
  for (Measure& measure : measures_) {
    if (takes_lines(*measure.field.column)) measure.limit = later_width(measure, most);
  }
}

/// Rows are as high as the lines that texts take in the final width of their column, which its
/// title or the heading may increase.
void ColumnSurvey::set_line_widths() {
  const std::vector<double> widths = columns_.estimated_widths(contents(Rows::kFirst), min_width_);
  for (const Measure& measure : measures_) {
    if (!takes_lines(*measure.field.column)) continue;
    const double digits =
        std::max(std::ceil(measure.limit), std::floor(widths[measure.field.place] - kTextPadding));
    columns_.set_line_width(measure.field, std::min(static_cast<int>(digits), kMaxLineWidth));
  }
}

void ColumnSurvey::wrap_columns() {
  choose_limits();
  for (const Measure& measure : measures_) {
    columns_.wrap(measure.field, static_cast<int>(std::ceil(measure.limit)));
  }
  limit_later_texts();
  set_line_widths();
}

}  // namespace report
