#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "model/definition/column.h"

namespace report {

/// Some values of a column, and where the first of them is.
struct ValueIssue {
  std::uint64_t cells = 0;
  std::uint32_t first_row = 0;  // of the sheet, counted from 1
  std::string sheet = {};

  void add(std::uint32_t row, const std::string& its_sheet);
  void merge(const ValueIssue& later);
};

/// How many digits behind the point a column of decimals or percentages shows where its data model
/// does not say: as many as the value that has the most of them, within the bounds of its type; the
/// fewest where a value has more than the bounds take. One section's; not thread-safe.
class ShownDecimals {
 public:
  struct Bounds {
    int min;
    int max;
  };
  /// Absent where the number of decimals does not depend on the values.
  [[nodiscard]] static std::optional<Bounds> bounds(const model::Column& column);
  /// A percentage shows so many digits of its fraction before the point.
  [[nodiscard]] static int shift(model::Type type) { return type == model::Type::kPercent ? 2 : 0; }

  explicit ShownDecimals(const Bounds& bounds) : bounds_(bounds) {}

  void add(int decimals) {
    if (decimals > decimals_) decimals_ = decimals;
  }
  /// A value of more digits than can be counted.
  void add_endless() { decimals_ = kEndless; }
  void merge(const ShownDecimals& other) { add(other.decimals_); }

  [[nodiscard]] int count() const;
  [[nodiscard]] int min() const { return bounds_.min; }
  [[nodiscard]] int max() const { return bounds_.max; }

 private:
  static constexpr int kEndless = 1'000;

  Bounds bounds_;
  int decimals_ = 0;
};

/// Values that are printed as another one that a reader would take at its word: those that are not
/// `round` (zero, or one), and rounded to it. One section's; not thread-safe.
class MisleadingValues {
 public:
  /// `shift` as that of the column's type.
  MisleadingValues(double round, int shift) : round_(round), shift_(shift) {}

  /// Shown with at least so many decimals.
  void record(double value, int min_decimals, std::uint32_t row, const std::string& sheet);
  [[nodiscard]] ValueIssue shown_with(int decimals) const;

 private:
  static constexpr int kMaxDecimals = model::Column::kMaxDecimals;

  struct Found {
    ValueIssue issue;
    std::uint64_t number = 0;  // of the first among all
  };

  [[nodiscard]] bool is_printed_as_it(double value, int decimals) const;

  double round_;
  int shift_;
  std::uint64_t count_ = 0;
  std::array<Found, kMaxDecimals + 1> found_ = {};  // by the most decimals with which they mislead
};

}  // namespace report
