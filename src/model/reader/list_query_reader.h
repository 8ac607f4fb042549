#pragma once

#include "model/definition/data_model.h"
#include "model/definition/list_query.h"
#include "model/reader/json_reader.h"
#include "model/value/evaluation_context.h"

namespace model {

/// A caller's `query`, an object, checked against the data model. With errors the result is of no
/// use.
[[nodiscard]] ListQuery read_list_query(const JsonReader& node, const DataModel& model,
                                        const EvaluationContext& context);

/// The canonical form, which reads back as the same query.
[[nodiscard]] json::Value to_json(const ListQuery& query);

}  // namespace model
