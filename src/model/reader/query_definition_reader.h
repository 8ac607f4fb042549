#pragma once

#include <vector>

#include "model/definition/column.h"
#include "model/definition/data_model.h"
#include "model/definition/query_definition.h"
#include "model/reader/json_reader.h"

namespace model {

/// Reads a data model's `query` and checks it against its columns. Its `maxRows` goes to `limits`.
/// With errors the result must not be used.
[[nodiscard]] QueryDefinition read_query_definition(const JsonReader& node,
                                                    const std::vector<Column>& columns,
                                                    Limits& limits);

}  // namespace model
