#pragma once

#include <functional>
#include <string_view>

#include "model/column.h"
#include "model/filter.h"
#include "model/node.h"
#include "model/present.h"

namespace model {

/// What a filter may ask of, and when and where it is read.
struct FilterGrammar {
  /// The column of a condition, by its key; null, with an error of the node, where it is none that
  /// may be filtered by.
  std::function<const Column*(const Node&, std::string_view)> column;
  /// Whether the column may be compared so; else with an error of the node.
  std::function<bool(const Node&, const Column&, Operator)> allows;
  Present present;
};

/// A condition `{"field", "op", "value"}`, or `{"and": [...]}` or `{"or": [...]}` of conditions and
/// further filters. Bounded in its depth, conditions and values. With errors the result is of no
/// use.
[[nodiscard]] Filter read_filter(const Node& node, const FilterGrammar& grammar);

/// The canonical form, which reads back as the same filter.
[[nodiscard]] json::Value json_of(const Filter& filter);

}  // namespace model
