#pragma once

#include <optional>
#include <string>
#include <vector>

#include "language/language.h"
#include "model/choice.h"
#include "model/highlight.h"
#include "model/total.h"
#include "model/value/type.h"

namespace model {

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
