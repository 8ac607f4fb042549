#pragma once

#include <functional>
#include <string_view>

#include "model/definition/column.h"
#include "model/definition/filter.h"
#include "model/reader/json_reader.h"
#include "model/value/evaluation_context.h"

namespace model {

/// What a filter may ask of, and when and where it is read.
struct FilterGrammar {
  /// The column of a condition, by its key; null, with an error of the node, where it is none that
  /// may be filtered by.
  std::function<const Column*(const JsonReader&, std::string_view)> column;
  /// Whether the column may be compared so; else with an error of the node.
  std::function<bool(const JsonReader&, const Column&, Operator)> allows;
  EvaluationContext context;
};

/// A condition `{"field", "op", "value"}`, or `{"and": [...]}` or `{"or": [...]}` of conditions and
/// further filters. Bounded in its depth, conditions and values. With errors the result is of no
/// use.
[[nodiscard]] Filter read_filter(const JsonReader& node, const FilterGrammar& grammar);

/// The canonical form, which reads back as the same filter.
[[nodiscard]] json::Value to_json(const Filter& filter);

}  // namespace model
