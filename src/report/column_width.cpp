// The part of ColumnCells that knows how wide its values are before they are written.

#include <algorithm>
#include <charconv>
#include <cmath>

#include "report/column_cells.h"
#include "report/style/text_layout.h"

namespace report {
namespace {

using model::Type;
using source::Storage;

constexpr double kCurrencyWidth = 4;  // of a row's own, after the amount

/// The number in the row, or 0.
double number_in(const source::ResultRows& in, std::size_t place) {
  const Storage storage = in.storage(place);
  if (storage == Storage::kInteger || storage == Storage::kReal) return in.real(place);
  const std::string_view text = in.text(place);
  double number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

double ColumnCells::estimated_number(const source::ResultRows& in) const {
  return number_in(in, source_column_) / (column_.minor ? std::pow(10, decimals()) : 1);
}

double ColumnCells::estimated_width(const source::ResultRows& in) const {
  constexpr double kSomeMoment = 46'000.5;  // in 2025
  if (in.storage(source_column_) == Storage::kNull) return 0;
  switch (column_.type) {
    case Type::kBoolean:
      return std::max(report_.theme.text_width(yes_), report_.theme.text_width(no_));
    case Type::kDate:
    case Type::kDateTime:
    case Type::kTime:
    case Type::kDuration:
      return report_.theme.number_width(units_.styles().value, kSomeMoment);
    case Type::kString:
    case Type::kText:
    case Type::kUrl:
    case Type::kEnum:
    case Type::kDateRange:
    case Type::kMoney:
    case Type::kInteger:
    case Type::kDecimal:
    case Type::kPercent:
      break;
  }
  return report_.theme.text_width(in.text(source_column_));
}

double ColumnCells::estimated_width(double number) const {
  return report_.theme.number_width(units_.styles().value, number) +
         (column_.currency_from.empty() ? 0 : kCurrencyWidth);
}

bool ColumnCells::may_have_lines() const {
  switch (traits(column_.type).lines) {
    case TypeTraits::Lines::kOne:
      return false;
    case TypeTraits::Lines::kOneOrSeveral:
      return choices_.empty() || std::ranges::any_of(choices_, [&](const auto& each) {
               return may_need_lines(each.second, line_width());
             });
    case TypeTraits::Lines::kSeveral:
      return true;
  }
  return true;
}

/// One style for all cells of a column that wraps costs less than two.
void ColumnCells::wrap(int digits) {
  lines_.set_width(digits);
  wraps_ = digits < kMaxColumnWidth && !is_multi_line_;
  if (!wraps_) return;
  make_wrapped_styles();
  set_text_styles();
}

void ColumnCells::set_text_styles() {
  text_styles_ = styles().text;
  if (text_styles_.plain == styles().value) text_styles_.plain = workbook::StyleId::kOfColumn;
}

}  // namespace report
