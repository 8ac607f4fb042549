// The part of ColumnCells that ends sections and shows totals.

#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "report/column_cells.h"
#include "report/style/number_format.h"

namespace report {

using model::Type;

RunningTotal ColumnCells::take_total() {
  return std::exchange(total_, RunningTotal{column_.aggregate});
}

void ColumnCells::begin_section() {
  if (!units_.begin_section()) return;
  collect_misleading();
  shown_.emplace(*ShownDecimals::bounds(column_));
}

void ColumnCells::end_section() {
  if (!shown_) return;
  all_shown_->merge(*shown_);
  units_.set_decimals(shown_->count());
}

void ColumnCells::end_report() {
  collect_misleading();
  if (all_shown_) units_.set_overall_decimals(all_shown_->count());
}

/// Collects the misleading values of the section that has ended.
void ColumnCells::collect_misleading() {
  const int decimals = shown_ ? shown_->count() : 0;
  const int shift = ShownDecimals::shift(column_.type);
  issues_.zeros.merge(std::exchange(zeros_, {0, shift}).shown_with(decimals));
  issues_.hundreds.merge(std::exchange(hundreds_, {1, shift}).shown_with(decimals));
}

int ColumnCells::decimals(const RunningTotal& total) const {
  const auto unit = static_cast<std::size_t>(total.unit());
  return total_decimals(column_).value_or(units_.unit(unit).decimals);
}

std::optional<int> ColumnCells::rounding(const RunningTotal& total) const {
  const auto unit = static_cast<std::size_t>(total.unit());
  return total_rounding(column_, units_.unit(unit));
}

std::optional<double> ColumnCells::value(const RunningTotal& total) const {
  return total.value(rounding(total));
}

std::string ColumnCells::formula(const RunningTotal& total, const std::string& calculation) const {
  const auto decimals = rounding(total);
  return decimals ? "ROUND(" + calculation + "," + std::to_string(*decimals) + ")" : calculation;
}

/// A minimum or maximum is one of the values, which are recorded already.
void ColumnCells::record_total(const RunningTotal& total, std::uint32_t row,
                               const workbook::Sheet& sheet) {
  const bool is_sum = column_.aggregate == model::Aggregate::kSum;
  if (column_.decimals || (!is_sum && column_.aggregate != model::Aggregate::kAverage)) return;
  const auto its = value(total);
  if (!its || !model::is_number(column_.type)) return;
  // A difference within the rounding errors of the values does not count.
  const auto decimals = rounding(total);
  const double lost = decimals ? std::pow(10, -*decimals) : 0;
  const double noise = is_sum ? lost * static_cast<double>(total.numbers()) : lost;
  const int min_decimals = shown_ ? shown_->min() : this->decimals(total);
  if (std::abs(*its) > noise) zeros_.record(*its, min_decimals, row + 1, sheet.name());
  if (column_.type == Type::kPercent && std::abs(std::abs(*its) - 1) > noise) {
    hundreds_.record(*its, min_decimals, row + 1, sheet.name());
  }
}

}  // namespace report
