#include "report/column_survey.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "report/print/page_plan.h"
#include "report/style/text_layout.h"

namespace report {
namespace {

constexpr double kWidestWrap = 32;  // digits
constexpr double kNarrowestWrap = 24;
constexpr double kLongestWord = 40;  // longer words are broken

/// Whether the texts of a column may wrap to print larger.
bool may_wrap(const model::Column& column) {
  return column.type == model::Type::kString || column.type == model::Type::kText ||
         column.type == model::Type::kEnum;
}

/// Whether the values of a column that is neither of numbers nor wraps differ in width.
bool differ_in_width(const model::Column& column) {
  return column.type == model::Type::kUrl || column.type == model::Type::kDateRange;
}

}  // namespace

ColumnSurvey::ColumnSurvey(const LocalizedReport& report, Columns& columns)
    : report_(report), columns_(columns) {
  for (const Columns::Field& field : columns.fields()) measures_.push_back({field});
}

void ColumnSurvey::add(const source::ResultRows& row) {
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
  measure.sentences += words > 1 ? 1 : 0;
}

double ColumnSurvey::limit(const Measure& measure, double most) {
  const bool wraps = may_wrap(*measure.field.column) && measure.sentences * 2 >= measure.texts;
  return wraps ? std::max(most, std::min(measure.longest_word, kLongestWord)) : kMaxColumnWidth;
}

std::vector<double> ColumnSurvey::widths(double most) const {
  constexpr double kBoldFactor = 1.1;  // of totals
  std::vector<double> contents(columns_.size());
  for (const Measure& measure : measures_) {
    const Columns::Field& field = measure.field;
    double& content = contents[field.place];
    content = std::min(measure.widest, limit(measure, most));
    if (!model::is_number(field.column->type)) continue;
    content = std::max(field.cells->estimated_width(measure.least),
                       field.cells->estimated_width(measure.greatest));
    if (field.column->aggregate != model::Aggregate::kSum) continue;
    content = std::max(content, field.cells->estimated_width(measure.sum) * kBoldFactor);
  }
  return columns_.estimated_widths(contents);
}

void ColumnSurvey::wrap_columns() {
  constexpr double kTolerance = 0.9;  // of the estimate
  std::vector<double> narrow = widths(kNarrowestWrap);
  const auto plan_for = [&](double most) { return PagePlan(report_.layout(), widths(most), 0); };
  const auto is_comfortable = [&](double most) {
    const PagePlan plan = plan_for(most);
    return plan.pages_wide() == 1 && plan.scale() >= PagePlan::kComfortableScale;
  };
  if (is_comfortable(kMaxColumnWidth)) return;
  for (double& width : narrow) width *= kTolerance;
  // A report that is wider than a page anyway is no wider with the texts on one line if its pages
  // have room for them. But each page repeats the first ones.
  const std::size_t pages = plan_for(kNarrowestWrap).pages_wide();
  const bool is_wide = PagePlan(report_.layout(), narrow, 0).pages_wide() > 1;
  if (is_wide && plan_for(kMaxColumnWidth).pages_wide() == pages) return wrap_lead_columns();
  const auto is_enough = [&](double most) {
    return is_wide ? plan_for(most).pages_wide() == pages : is_comfortable(most);
  };
  double most = kWidestWrap;
  while (most > kNarrowestWrap && !is_enough(most)) --most;
  for (const Measure& measure : measures_) {
    columns_.wrap(measure.field, static_cast<int>(std::ceil(limit(measure, most))));
  }
}

void ColumnSurvey::wrap_lead_columns() {
  const std::uint16_t lead = columns_.lead_columns(widths(kWidestWrap));
  for (const Measure& measure : measures_) {
    if (measure.field.place >= lead) continue;
    columns_.wrap(measure.field, static_cast<int>(std::ceil(limit(measure, kWidestWrap))));
  }
}

}  // namespace report
