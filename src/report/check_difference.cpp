#include "report/check_difference.h"

#include <algorithm>
#include <cmath>

#include "language/currency.h"

namespace report {
namespace {

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
  const bool has_one_currency = left_unit.currency.empty() != right_unit.currency.empty();
  const bool is_left =
      has_one_currency ? right_unit.currency.empty() : left_unit.decimals > right_unit.decimals;
  CheckDifference its{.value = {},
                      .is_of_two_currencies = !left_unit.currency.empty() && !has_one_currency &&
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

}  // namespace report
