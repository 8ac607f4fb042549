#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
