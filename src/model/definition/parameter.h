#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "json/value.h"
#include "language/language.h"
#include "language/pattern.h"
#include "model/definition/sql_template.h"
#include "model/value/type.h"
#include "model/value/value.h"

namespace model {

/// A value of an enum and its label.
struct Choice {
  std::string value;
  language::Localized label;
};

/// A parameter of a data model. Immutable; part of its DataModel.
struct Parameter {
  static constexpr std::size_t kDefaultMaxItems = 1'000;   // of a list
  static constexpr std::size_t kMinItems = 1;              // of a list that is sent
  static constexpr std::size_t kDefaultMaxLength = 2'000;  // of a text, in characters

  std::string key;
  Type type = Type::kString;
  std::string currency;   // ISO 4217, of money; empty if unknown
  bool grouping = true;   // of whole numbers: "20,000"; off for years
  bool multiple = false;  // a list of values
  bool required = false;
  language::Localized label;
  language::Localized help;
  json::Value default_value;  // as written in the model; null without default
  std::optional<Value> min;   // inclusive; of a dateRange, its earliest day
  std::optional<Value> max;
  std::size_t min_length = 0;  // of texts, in characters
  std::size_t max_length = kDefaultMaxLength;
  std::shared_ptr<const language::Pattern> pattern;  // null without pattern
  std::vector<Choice> choices;                       // of an enum
  std::shared_ptr<const SqlTemplate> lookup;  // the SQL that returns its values; null if none
  std::size_t min_items = 0;                  // of a list that is sent
  std::size_t max_items = kDefaultMaxItems;
  std::int64_t max_days = 0;  // of a dateRange, including both ends; 0: no limit

  [[nodiscard]] bool has_default() const { return !default_value.is_null(); }
};

}  // namespace model
