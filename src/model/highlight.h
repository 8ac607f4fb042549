#pragma once

#include <cstdint>
#include <vector>

#include "model/definition/list_query.h"
#include "model/value/value.h"

namespace model {

/// Cells of a column that stand out where their value compares so. Immutable; part of a Column.
struct Highlight {
  enum class Tone : std::uint8_t { kGood, kWarning, kBad };

  Operator op = Operator::kEq;  // eq, neq, gt, gte, lt, lte, between or in
  std::vector<Value> values;
  Tone tone = Tone::kWarning;
};

}  // namespace model
