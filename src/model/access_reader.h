#pragma once

#include <vector>

#include "model/access.h"
#include "model/column.h"
#include "model/node.h"

namespace model {

/// A data model's `access`, over its columns. With errors the result is of no use.
[[nodiscard]] Access read_access(const Node& node, const std::vector<Column>& columns);

}  // namespace model
