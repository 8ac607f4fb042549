#pragma once

#include "model/access.h"
#include "model/node.h"

namespace model {

/// A data model's `access`. With faults the result is of no use.
[[nodiscard]] Access read_access(const Node& node);

}  // namespace model
