#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "model/value/type.h"

namespace model {

/// The operators of list queries, as the contract names them.
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
/// All of them with their names.
[[nodiscard]] std::span<const std::pair<std::string_view, Operator>> operators();
/// Whether values of the type can be compared with the operator.
[[nodiscard]] bool is_applicable(Operator op, Type type);

/// kIn and kNin, which take one value or more.
[[nodiscard]] bool takes_list(Operator op);
/// kIsNull and kIsNotNull, which take no value.
[[nodiscard]] bool is_unary(Operator op);

}  // namespace model
