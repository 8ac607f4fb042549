#pragma once

#include <functional>
#include <string_view>

#include "model/definition/column.h"
#include "model/definition/filter.h"
#include "model/reader/json_reader.h"
#include "model/value/evaluation_context.h"

namespace model {

/// The columns and operators that a filter may use, and the context to read its values in. Not
/// thread-safe.
struct FilterGrammar {
  /// Returns the column with this key. If it may not be filtered, adds an error to the node and
  /// returns null.
  std::function<const Column*(const JsonReader&, std::string_view)> column;
  /// Whether the operator is allowed for the column; otherwise adds an error to the node.
  std::function<bool(const JsonReader&, const Column&, Operator)> allows;
  EvaluationContext context;
};

/// Reads a condition `{"field", "op", "value"}`, or `{"and": [...]}` or `{"or": [...]}` of
/// conditions and nested filters. Depth, conditions and values are limited. With errors the result
/// must not be used.
[[nodiscard]] Filter read_filter(const JsonReader& node, const FilterGrammar& grammar);

/// The canonical JSON, which reads back as the same filter.
[[nodiscard]] json::Value to_json(const Filter& filter);

}  // namespace model
