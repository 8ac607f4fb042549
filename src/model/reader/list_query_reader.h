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

/// A caller's `query`, an object, checked against the data model. With errors the result is of no
/// use.
[[nodiscard]] ListQuery read_list_query(const JsonReader& node, const DataModel& model,
                                        const EvaluationContext& context);

/// A list of `{"field", "direction", "collation"}`, no field twice. `sortable` gives the column of
/// a field that may be sorted by, else null; an error names `allowed`.
[[nodiscard]] std::vector<Sort> read_sort(
    const JsonReader& node, const std::function<const Column*(std::string_view)>& sortable,
    std::string_view allowed);

/// The canonical form, which reads back as the same query.
[[nodiscard]] json::Value to_json(const ListQuery& query);

}  // namespace model
