#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/value/operator.h"
#include "model/value/value.h"

namespace model {

/// A column, by its key, compared with values: one; for kIn and kNin one or more; for kBetween two,
/// both inclusive; for kIsNull and kIsNotNull none. Against a date or a datetime a value may be a
/// DateRange, a period of whole days: equal is what lies in it, less what lies before it.
///
/// An empty cell equals nothing and is unequal to everything: neq, nin and notContains hold for it.
struct Condition {
  std::string field;
  Operator op = Operator::kEq;
  std::vector<Value> values;
};

/// Conditions and further filters, of which all hold, or any.
struct Filter {
  enum class Join : std::uint8_t { kAnd, kOr };

  Join join = Join::kAnd;
  std::vector<Condition> conditions;
  std::vector<Filter> parts;

  /// Then it leaves all rows.
  [[nodiscard]] bool is_empty() const { return conditions.empty() && parts.empty(); }
};

/// The condition in simple ones: no kBetween and no period among the values; moments and times of
/// day are compared with whole seconds by kGte and kLt alone, as cells have them, whatever a
/// database keeps between two seconds. `type` is that of its column.
[[nodiscard]] Filter lower_condition(const Condition& condition, Type type);

}  // namespace model
