#pragma once

#include "model/column.h"
#include "model/node.h"

namespace model {

/// An element of a data model's `columns`. With errors the result is of no use.
[[nodiscard]] Column read_column(const Node& node);

}  // namespace model
