#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/value/operator.h"
#include "model/value/value.h"

namespace model {

/// A comparison of a column with values: one or more for kIn and kNin, two (both inclusive) for
/// kBetween, none for kIsNull and kIsNotNull, else one. A date or datetime column may be compared
/// with a DateRange: days within it are equal to it, days before it less. An empty cell meets kNeq,
/// kNin, kNotContains and kIsNull and no other condition.
struct Condition {
  std::string field;  // the key of a column
  Operator op = Operator::kEq;
  std::vector<Value> values;
};

/// Conditions and nested filters, joined by and or by or. A value.
struct Filter {
  enum class Join : std::uint8_t { kAnd, kOr };

  Join join = Join::kAnd;
  std::vector<Condition> conditions;
  std::vector<Filter> parts;

  /// An empty filter matches all rows.
  [[nodiscard]] bool is_empty() const { return conditions.empty() && parts.empty(); }
};

/// Rewrites a condition without kBetween and without DateRange values. Moments and times of day are
/// compared with whole seconds by kGte and kLt alone, because cells show no fractions of a second
/// although databases may store them. `type` is the column's type.
[[nodiscard]] Filter lower_condition(const Condition& condition, Type type);

}  // namespace model
