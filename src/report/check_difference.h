#pragma once

#include <optional>

#include "report/columns.h"
#include "report/running_total.h"

namespace report {

/// The difference of two totals that must be equal, in the unit of the one with more decimals: all
/// that its currency has, even where the totals show fewer. A value; the column outlives it.
struct CheckDifference {
  std::optional<double> value;  // rounded; absent if a total has no value or excludes values
  bool is_of_two_currencies;
  const model::Column* column;  // of that total
  Unit unit;
};
[[nodiscard]] CheckDifference check_difference(const Columns::TotaledColumn& left,
                                               const Columns::TotaledColumn& right,
                                               const Totals& totals);

}  // namespace report
