// The part of Columns that fits texts into its widths, and its widths onto a page.

#include <algorithm>
#include <numeric>
#include <string_view>

#include "report/columns.h"
#include "report/print/page_fit.h"

namespace report {

double Columns::height(const source::ResultRows& in, workbook::RowWriter& out) {
  upcoming_strings_.clear();
  for (const Part* part : texts_) {
    const std::string_view text = part->cells.upcoming_text(in);
    if (!text.empty()) upcoming_strings_.push_back({part->first, text});
  }
  out.look_up(upcoming_strings_);
  constexpr double kMaxRowHeight = 409;  // Excel's limit
  const double line = report_.theme.line_height();
  int lines = 1;
  for (Part* part : wrapped_) {
    lines = std::max(lines, part->cells.count_lines(in, out.note(part->first)));
  }
  return lines == 1 && line <= kRowHeight ? 0 : std::min(lines * line, kMaxRowHeight);
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
  std::erase(wrapped_, &*part);
  if (part->cells.may_have_lines()) wrapped_.push_back(&*part);
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
