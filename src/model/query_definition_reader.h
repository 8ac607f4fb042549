#pragma once

#include <vector>

#include "model/column.h"
#include "model/data_model.h"
#include "model/node.h"
#include "model/query_definition.h"

namespace model {

/// A data model's `query`, over its columns; `maxRows`, which stands in it, goes to the limits.
/// With errors the result is of no use.
[[nodiscard]] QueryDefinition read_query_definition(const Node& node,
                                                    const std::vector<Column>& columns,
                                                    Limits& limits);

}  // namespace model
