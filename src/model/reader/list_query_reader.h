#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "model/definition/column.h"
#include "model/definition/data_model.h"
#include "model/definition/list_query.h"
#include "model/reader/json_reader.h"
#include "model/value/evaluation_context.h"

namespace model {

/// Reads the `query` of a request and checks it against the data model. With errors the result must
/// not be used.
[[nodiscard]] ListQuery read_list_query(const JsonReader& node, const DataModel& model,
                                        const EvaluationContext& context);

/// Reads a list of `{"field", "direction", "collation"}`, each field once. `sortable` returns the
/// column of a field, or null if it cannot be sorted by; then the error lists `allowed`.
[[nodiscard]] std::vector<Sort> read_sort(
    const JsonReader& node, const std::function<const Column*(std::string_view)>& sortable,
    std::string_view allowed);

/// The canonical JSON, which reads back as the same query.
[[nodiscard]] json::Value to_json(const ListQuery& query);

}  // namespace model
