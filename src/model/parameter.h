#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "language/language.h"
#include "language/pattern.h"
#include "model/choice.h"
#include "model/type.h"
#include "model/value.h"

namespace model {

/// What a data model asks of its caller under one key. Immutable; part of its DataModel.
struct Parameter {
  static constexpr std::size_t kItems = 1'000;   // of a list, where the model says no other bound
  static constexpr std::size_t kLength = 2'000;  // of a text in characters, likewise

  std::string key;
  Type type = Type::kString;
  bool multiple = false;  // a list of values
  bool required = false;
  language::Localized label;
  language::Localized help;
  std::vector<Value> defaults;  // stand in where the parameter is absent; one, or a list's
  std::optional<Value> min;     // inclusive; of a dateRange, its earliest day
  std::optional<Value> max;
  std::size_t min_length = 0;  // of texts, in characters
  std::size_t max_length = kLength;
  std::shared_ptr<const language::Pattern> pattern;  // null where there is none
  std::vector<Choice> choices;                       // of an enum
  std::size_t min_items = 0;                         // of a list that was sent
  std::size_t max_items = kItems;
};

}  // namespace model
