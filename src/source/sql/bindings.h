#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/report_spec.h"
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

/// What an order gives to the names in its model's SQL: its arguments, a date range as
/// `<key>_from` and `<key>_to`, and `organization_uid`; of an absent one a NULL of its type.
[[nodiscard]] Bindings bindings_for(const model::ReportSpec& spec);

}  // namespace source
