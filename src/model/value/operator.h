#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "model/value/type.h"

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
/// All of them with their names.
[[nodiscard]] std::span<const std::pair<std::string_view, Operator>> operators();
/// Whether values of the type can be compared so.
[[nodiscard]] bool is_applicable(Operator op, Type type);

/// in and nin: one value or more.
[[nodiscard]] bool takes_list(Operator op);
/// isNull and isNotNull.
[[nodiscard]] bool is_unary(Operator op);

}  // namespace model
