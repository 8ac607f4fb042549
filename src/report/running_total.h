#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/definition/column.h"
#include "workbook/xml/cell.h"

namespace report {

/// One column's total while its rows stream by: the value that readers which do not calculate show,
/// equal to what SUBTOTAL gives. Sums of exact decimals are exact.
class RunningTotal {
 public:
  explicit RunningTotal(model::Aggregate kind) : kind_(kind) {}

  /// `unscaled` / 10^`scale`; scale is 0 to 18.
  void add(std::int64_t unscaled, int scale);
  void add(double value);
  /// A cell that is no number: only a count sees it.
  void add_text() { ++texts_; }
  /// A value that stands as text, where the total is of numbers or days.
  void exclude() { ++excluded_; }
  /// What the next value is measured in: a currency's number. A total of several is none.
  void measure_in(int unit) { unit_ = unit_ == kNoUnit || unit_ == unit ? unit : kMixed; }
  /// What another total of the same kind saw.
  void merge(const RunningTotal& other);

  /// Absent where SUBTOTAL gives none, or would add up what is not alike, or nothing of what there
  /// is.
  /// Rounded to so many decimals, where it is.
  [[nodiscard]] std::optional<double> value(std::optional<int> decimals = {}) const;
  /// No number was among what it saw; a count is never empty.
  [[nodiscard]] bool is_empty() const { return kind_ != model::Aggregate::kCount && numbers_ == 0; }
  [[nodiscard]] std::int64_t numbers() const { return numbers_; }
  /// How many values it should have taken and could not: a count takes all.
  [[nodiscard]] std::int64_t excluded() const {
    return kind_ == model::Aggregate::kCount ? 0 : excluded_;
  }
  /// What stands in the place of a total that has no value.
  [[nodiscard]] const char* marker() const { return excluded() > 0 ? "*" : ""; }
  [[nodiscard]] bool is_mixed() const { return unit_ == kMixed; }
  /// 0 where no value named any.
  [[nodiscard]] int unit() const { return unit_ < 0 ? 0 : unit_; }
  /// "SUBTOTAL(9,F8:F55)": rows that a filter hides leave the total, those of a collapsed group
  /// stay. `ranges` are in A1 form.
  [[nodiscard]] std::string formula(const std::string& ranges) const;

 private:
  static constexpr int kNoUnit = -1;
  static constexpr int kMixed = -2;

  void observe(double value);
  [[nodiscard]] double sum(std::optional<int> decimals = {}) const;
  void add_exactly(std::int64_t unscaled, int scale);

  model::Aggregate kind_;
  int unit_ = kNoUnit;
  std::int64_t exact_ = 0;  // the sum of exact decimals, in units of 10^-scale_
  int scale_ = 0;
  double rest_ = 0;  // what exact_ could not take
  double min_ = 0;
  double max_ = 0;
  std::int64_t numbers_ = 0;
  std::int64_t texts_ = 0;
  std::int64_t excluded_ = 0;
};

/// The totals of some rows: those of a group, of a sheet, or of the whole report.
struct Totals {
  std::vector<RunningTotal> by_column;  // of the columns that have one, in their order
  std::int64_t rows = 0;

  void merge(const Totals& other);
};

}  // namespace report
