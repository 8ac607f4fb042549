#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/type.h"
#include "model/value.h"

namespace model {

/// The operators of the contract's list query, in its words.
enum class Operator : std::uint8_t {
  kEq,
  kNeq,
  kGt,
  kGte,
  kLt,
  kLte,
  kIn,
  kNin,
  kBetween,
  kContains,
  kNotContains,
  kStartsWith,
  kEndsWith,
  kIsNull,
  kIsNotNull,
};

[[nodiscard]] std::string_view name(Operator op);
[[nodiscard]] std::optional<Operator> operator_of(std::string_view name);
/// All of them with their names.
[[nodiscard]] std::span<const std::pair<std::string_view, Operator>> operators();
/// Whether this version compiles it: eq, in, between, gte, lte.
[[nodiscard]] bool is_served(Operator op);
/// Whether values of the type can be compared so.
[[nodiscard]] bool fits(Operator op, Type type);

/// A column, by its key, compared with values: one; for kIn one or more; for kBetween two, both
/// inclusive.
struct Condition {
  std::string field;
  Operator op = Operator::kEq;
  std::vector<Value> values;
};

struct Sort {
  std::string field;  // a column's key
  bool descending = false;
};

struct Page {
  std::int64_t number = 1;  // from 1
  std::int64_t size = 100;
};

/// Which rows and columns a caller wants, checked against a data model: every field is the key of
/// a column that the model has. Conditions hold all together.
struct ListQuery {
  std::string search;  // empty: all
  std::vector<Condition> conditions;
  std::vector<Sort> sort;           // empty: the model's
  std::vector<std::string> fields;  // empty: all columns
  std::optional<Page> page;         // absent: all rows
};

}  // namespace model
