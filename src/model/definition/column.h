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

/// What the total row shows for a column.
enum class Aggregate : std::uint8_t { kNone, kSum, kAverage, kCount, kMin, kMax };

/// All but kNone, with their names in catalogues.
[[nodiscard]] std::span<const std::pair<std::string_view, Aggregate>> aggregates();
/// Empty for kNone.
[[nodiscard]] std::string_view name(Aggregate aggregate);

/// A color for those cells of a column whose value meets a condition. Immutable; part of a Column.
struct Highlight {
  enum class Tone : std::uint8_t { kGood, kWarning, kBad };

  Operator op = Operator::kEq;  // eq, neq, gt, gte, lt, lte, between or in
  std::vector<Value> values;
  Tone tone = Tone::kWarning;
};

/// Whether a column of dates has a companion with the Umm al-Qura dates. kAuto: if that is a
/// calendar of the organization.
enum class HijriColumn : std::uint8_t { kNone, kAlways, kAuto };

/// A column of the report. It shows one column of the SQL's result, or one for each language.
/// Immutable; part of its DataModel.
struct Column {
  static constexpr int kMaxDecimals = 10;

  std::string key;
  Type type = Type::kString;
  language::Localized title;
  language::Localized from;   // columns of the result; usually the same in both languages
  std::string currency;       // ISO 4217, of money; empty if unknown
  std::string currency_from;  // or the result's column with each row's currency
  bool minor = false;         // whether the source has money in minor units
  /// Digits after the decimal point, of decimals, money and percent. Absent: as many as the values
  /// or the currency have.
  std::optional<int> decimals = {};
  bool grouping = true;  // of whole numbers: "2,026"; off for years
  HijriColumn hijri = HijriColumn::kNone;
  Aggregate aggregate = Aggregate::kNone;
  std::vector<Choice> choices;        // of an enum: the labels of its values
  std::vector<Highlight> highlights;  // the first that matches a cell wins
};

}  // namespace model
