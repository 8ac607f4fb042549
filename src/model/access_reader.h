#pragma once

#include <vector>

#include "model/definition/access.h"
#include "model/definition/column.h"
#include "model/reader/json_reader.h"

namespace model {

/// A data model's `access`, over its columns. With errors the result is of no use.
[[nodiscard]] Access read_access(const JsonReader& node, const std::vector<Column>& columns);

}  // namespace model
