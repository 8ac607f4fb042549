#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "model/definition/column.h"
#include "report/style/type_traits.h"

namespace report {

/// The number of affected cells of a column and the place of the first. A value.
struct ValueIssue {
  std::uint64_t cells = 0;
  std::uint32_t first_row = 0;  // on the sheet, from 1
  std::string sheet = {};

  void add(std::uint32_t row, const std::string& its_sheet);
  void merge(const ValueIssue& later);
};

/// The decimals that a column of decimals or percentages shows if its data model does not set them:
/// as many as the value with the most needs, within the bounds of its type, and the minimum if a
/// value exceeds the bounds. ColumnCells owns one for each section. Not thread-safe.
class ShownDecimals {
 public:
  using Bounds = TypeTraits::DecimalBounds;
  /// Absent where the number of decimals does not depend on the values.
  [[nodiscard]] static std::optional<Bounds> bounds(const model::Column& column);
  /// How many decimals of the value a percentage shows before its decimal point.
  [[nodiscard]] static int shift(model::Type type) { return type == model::Type::kPercent ? 2 : 0; }

  explicit ShownDecimals(const Bounds& bounds) : bounds_(bounds) {}

  void add(int decimals) {
    if (decimals > decimals_) decimals_ = decimals;
  }
  /// Adds a value with more decimals than can be counted.
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

/// Counts values that rounding shows as `round` (zero, or one) although they differ from it.
/// ColumnCells owns it for one section. Not thread-safe.
class MisleadingValues {
 public:
  /// `shift` is ShownDecimals::shift() of the column's type.
  MisleadingValues(double round, int shift) : round_(round), shift_(shift) {}

  /// `min_decimals` is the fewest decimals that the value may be shown with.
  void record(double value, int min_decimals, std::uint32_t row, const std::string& sheet);
  [[nodiscard]] ValueIssue shown_with(int decimals) const;

 private:
  static constexpr int kMaxDecimals = model::Column::kMaxDecimals;

  struct Found {
    ValueIssue issue;
    std::uint64_t number = 0;  // the position of the first among all
  };

  [[nodiscard]] bool is_printed_as_it(double value, int decimals) const;

  double round_;
  int shift_;
  std::uint64_t count_ = 0;
  std::array<Found, kMaxDecimals + 1> found_ =
      {};  // by the most decimals with which they still mislead
};

}  // namespace report
