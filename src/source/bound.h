#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/value/type.h"
#include "model/value/value.h"

namespace source {

/// A value for a placeholder, with the type that a database is told; none is NULL.
struct BoundValue {
  std::optional<model::Value> value;
  model::Type type = model::Type::kString;
  bool is_absent = false;  // a NULL whose optional sections vanish
};

/// What the names in a data model's SQL stand for: one value, or a list's.
using Bindings = std::map<std::string, std::vector<BoundValue>, std::less<>>;

}  // namespace source
