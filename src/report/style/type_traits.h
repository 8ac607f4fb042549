#pragma once

#include <cstdint>
#include <optional>

#include "model/value/type.h"

namespace report {

/// How values of a column type look in cells and in prose. The writer of its cells is in
/// ColumnCells::write; how values are compared is in source/sql/column_traits.h. A value.
struct TypeTraits {
  enum class Format : std::uint8_t {
    kText,  // the cells are texts
    kInteger,
    kAmount,
    kPercent,
    kDate,
    kDateTime,
    kTime,
    kDuration,
  };
  /// What a value is in prose, and in the labels of groups and sheets.
  enum class Words : std::uint8_t {
    kVerbatim,  // prose and cells show it as the source writes it
    kLabel,     // of the enum value, from the data model
    kYesNo,
    kNumber,
    kDate,
    kDateTime,
    kTime,
    kDuration,
  };
  enum class Alignment : std::uint8_t { kStart, kCenter, kRight };
  enum class Lines : std::uint8_t { kOne, kOneOrSeveral, kSeveral };
  struct DecimalBounds {
    int min;
    int max;
  };

  Format format = Format::kText;
  Words words = Words::kVerbatim;
  Alignment alignment = Alignment::kStart;
  Lines lines = Lines::kOne;
  bool is_left_to_right = false;  // in both languages, unless a currency symbol follows
  bool is_link = false;
  bool is_time = false;   // "after" and "before" compare it, not "above" and "below"
  bool has_date = false;  // its minimum is the "earliest", not the "least"
  /// The bounds of the number of decimals, if it depends on the values: see ShownDecimals.
  std::optional<DecimalBounds> decimals = {};
};
[[nodiscard]] TypeTraits traits(model::Type type);

}  // namespace report
