#pragma once

#include <vector>

#include "model/definition/column.h"
#include "model/definition/data_model.h"
#include "model/definition/query_definition.h"
#include "model/reader/json_reader.h"

namespace model {

/// A data model's `query`, over its columns; `maxRows`, which stands in it, goes to the limits.
/// With errors the result is of no use.
[[nodiscard]] QueryDefinition read_query_definition(const JsonReader& node,
                                                    const std::vector<Column>& columns,
                                                    Limits& limits);

}  // namespace model
