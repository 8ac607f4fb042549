#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "language/language.h"
#include "model/definition/parameter.h"
#include "model/value/operator.h"
#include "model/value/type.h"
#include "model/value/value.h"

namespace model {

/// What stands below a column.
enum class Aggregate : std::uint8_t { kNone, kSum, kAverage, kCount, kMin, kMax };

/// All but kNone, as catalogues write them.
[[nodiscard]] std::span<const std::pair<std::string_view, Aggregate>> aggregates();
/// Empty for kNone.
[[nodiscard]] std::string_view name(Aggregate total);

/// Cells of a column that stand out where their value compares so. Immutable; part of a Column.
struct Highlight {
  enum class Tone : std::uint8_t { kGood, kWarning, kBad };

  Operator op = Operator::kEq;  // eq, neq, gt, gte, lt, lte, between or in
  std::vector<Value> values;
  Tone tone = Tone::kWarning;
};

/// A column of the report, over one column of the SQL's result, or one for each language.
/// Immutable; part of its DataModel.
struct Column {
  static constexpr int kMaxDecimals = 10;

  std::string key;
  Type type = Type::kString;
  language::Localized title;
  language::Localized from;   // the result's columns; equal in both languages as a rule
  std::string currency;       // ISO 4217, of money; empty where unknown
  std::string currency_from;  // or the result's column that holds it, row by row
  bool minor = false;         // money comes in minor units
  /// Digits that it shows behind the point, of decimals, money and percent; absent: by its values,
  /// or by the currency.
  std::optional<int> decimals = {};
  bool grouping = true;  // of whole numbers: "2,026", which a year is not
  bool hijri = false;    // a Umm al-Qura column beside the date
  Aggregate aggregate = Aggregate::kNone;
  std::vector<Choice> choices;        // of an enum: words for its values
  std::vector<Highlight> highlights;  // an earlier one goes before a later one
};

}  // namespace model
