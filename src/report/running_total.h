#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/definition/column.h"
#include "workbook/xml/cell.h"

namespace report {

/// One column's total while its rows stream by: the cached value for readers that do not calculate,
/// equal to the result of SUBTOTAL. Sums of exact decimals are exact. Not thread-safe.
class RunningTotal {
 public:
  explicit RunningTotal(model::Aggregate kind) : kind_(kind) {}

  /// `unscaled` / 10^`scale`. Throws base::Error unless scale is 0 to 18.
  void add(std::int64_t unscaled, int scale);
  void add(double value);
  /// A cell that is not a number: only a count includes it.
  void add_text() { ++texts_; }
  /// A value that is written as text although the total is of numbers or days.
  void exclude() { ++excluded_; }
  /// The unit of the next value, as the number of a currency. A total of several units has no
  /// value.
  void measure_in(int unit) { unit_ = unit_ == kNoUnit || unit_ == unit ? unit : kMixed; }
  /// Adds the values of another total of the same kind.
  void merge(const RunningTotal& other);

  /// Rounded to `decimals`, if given. Absent where SUBTOTAL has no result, for several units, or if
  /// all values were excluded.
  [[nodiscard]] std::optional<double> value(std::optional<int> decimals = {}) const;
  /// Whether there was no number; a count is never empty.
  [[nodiscard]] bool is_empty() const { return kind_ != model::Aggregate::kCount && numbers_ == 0; }
  [[nodiscard]] std::int64_t numbers() const { return numbers_; }
  /// The number of values that are missing from the total; a count includes all.
  [[nodiscard]] std::int64_t excluded() const {
    return kind_ == model::Aggregate::kCount ? 0 : excluded_;
  }
  /// The text in place of a total without a value.
  [[nodiscard]] const char* marker() const { return excluded() > 0 ? "*" : ""; }
  [[nodiscard]] bool is_mixed() const { return unit_ == kMixed; }
  /// 0 if no value had a unit.
  [[nodiscard]] int unit() const { return unit_ < 0 ? 0 : unit_; }
  /// "SUBTOTAL(9,F8:F55)": excludes rows that a filter hides, includes those of a collapsed group.
  /// `ranges` are in A1 form.
  [[nodiscard]] std::string formula(const std::string& ranges) const;

 private:
  static constexpr int kNoUnit = -1;
  static constexpr int kMixed = -2;

  /// The smallest or the largest value: others need neither.
  [[nodiscard]] bool is_extreme() const {
    return kind_ == model::Aggregate::kMin || kind_ == model::Aggregate::kMax;
  }
  /// After the value was counted.
  void widen_to(double value);
  [[nodiscard]] double sum(std::optional<int> decimals = {}) const;
  void add_exactly(std::int64_t unscaled, int scale);

  model::Aggregate kind_;
  int unit_ = kNoUnit;
  std::int64_t exact_ = 0;  // the sum of exact decimals, in units of 10^-scale_
  int scale_ = 0;
  double rest_ = 0;  // the part of the sum that exact_ cannot hold
  double min_ = 0;
  double max_ = 0;
  std::int64_t numbers_ = 0;
  std::int64_t texts_ = 0;
  std::int64_t excluded_ = 0;
};

/// The totals of some rows: those of a group, of a sheet, or of the whole report. A value.
struct Totals {
  std::vector<RunningTotal> by_column;  // of the columns that have a total, in their order
  std::int64_t rows = 0;

  void merge(const Totals& other);
};

}  // namespace report
