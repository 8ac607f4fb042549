#pragma once

#include <vector>

#include "model/column.h"
#include "model/layout.h"
#include "model/node.h"

namespace model {

/// A layout, held to the columns that it names.
[[nodiscard]] Layout read_layout(const Node& node, const std::vector<Column>& columns);

}  // namespace model
