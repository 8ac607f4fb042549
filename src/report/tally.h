#pragma once

#include <cstdint>
#include <vector>

#include "report/running_total.h"

namespace report {

/// The totals of some rows: those of a group, of a sheet, or of the whole report.
struct Totals {
  std::vector<RunningTotal> by_column;  // of the columns that have one, in their order
  std::int64_t rows = 0;

  void merge(const Totals& other);
};

}  // namespace report
