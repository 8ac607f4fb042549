#pragma once

#include <cstdint>
#include <string>

#include "model/column.h"
#include "workbook/cell.h"

namespace report {

/// One column's total while its rows stream by: the value that readers which do not calculate show,
/// equal to what SUBTOTAL gives. Sums of exact decimals are exact.
class RunningTotal {
 public:
  explicit RunningTotal(model::Total kind) : kind_(kind) {}

  void add(std::int64_t unscaled, int scale);
  void add(double value);
  /// A cell that is no number: only a count sees it.
  void add_text() { ++texts_; }

  [[nodiscard]] double value() const;
  /// "SUBTOTAL(9,F8:F55)": rows that a filter hides leave the total, those of a collapsed group
  /// stay. `ranges` are in A1 form.
  [[nodiscard]] std::string formula(const std::string& ranges) const;

 private:
  void observe(double value);

  model::Total kind_;
  std::int64_t exact_ = 0;  // the sum of exact decimals, in units of 10^-scale_
  int scale_ = 0;
  double rest_ = 0;  // what exact_ could not take
  double least_ = 0;
  double greatest_ = 0;
  std::int64_t numbers_ = 0;
  std::int64_t texts_ = 0;
};

}  // namespace report
