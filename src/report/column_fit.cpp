// The part of Columns that fits texts into its widths, and its widths onto a page.

#include <algorithm>
#include <numeric>
#include <string_view>

#include "base/utf8.h"
#include "report/columns.h"
#include "report/print/page_fit.h"
#include "report/style/text_layout.h"

namespace report {
double Columns::height(const source::ResultRows& in) const {
  constexpr double kMaxRowHeight = 409;  // Excel's limit
  const double line = report_.theme.line_height();
  int lines = 1;
  const auto fit = [&](std::string_view text, int width) {
    const Theme& theme = report_.theme;
    lines =
        std::max(lines, base::is_utf8(text) ? count_lines(theme, text, width)
                                            : count_lines(theme, base::sanitize_utf8(text), width));
  };
  for (const Part* part : wrapped_) fit(part->cells.text(in), part->max_width);
  for (const Part* part : strings_) {
    const std::string_view text = part->cells.text(in);
    if (may_need_lines(text, part->max_width)) fit(text, part->max_width);
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
  part->max_width = digits;
  part->cells.wrap(digits);
  std::erase(strings_, &*part);
  const bool is_always_wrapped = std::ranges::find(wrapped_, &*part) != wrapped_.end();
  if (!is_always_wrapped && part->cells.may_have_lines()) strings_.push_back(&*part);
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
    const bool is_amount =
        model::is_number(column.type) && (column.type != model::Type::kInteger || column.grouping);
    const bool is_label = column.aggregate == model::Aggregate::kNone && !is_amount;
    if (!is_label || labels++ == kMaxLabels || width_to(end_of(part)) > kMaxWidth) break;
    lead = end_of(part);
  }
  return lead < size() ? lead : std::uint16_t{0};
}

}  // namespace report
