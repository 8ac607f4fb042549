#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/report_spec.h"
#include "model/value/type.h"
#include "model/value/value.h"

namespace source {

/// A value for a placeholder and the type that it is bound with. An absent value is NULL.
struct BoundValue {
  std::optional<model::Value> value;
  model::Type type = model::Type::kString;
  bool is_absent = false;  // a NULL whose optional sections vanish
};

/// The values of the names in a data model's SQL: one value each, or those of a list.
using Bindings = std::map<std::string, std::vector<BoundValue>, std::less<>>;

/// The bindings of a report: its arguments, a date range as `<key>_from` and `<key>_to`, and
/// `organization_uid`. An absent parameter is a NULL of its type.
[[nodiscard]] Bindings bindings_for(const model::ReportSpec& spec);

}  // namespace source
