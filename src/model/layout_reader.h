#pragma once

#include "model/layout.h"
#include "model/node.h"

namespace model {

/// A data model's `layout`. What the engine does not draw yet is read, and warned of. With faults
/// the result is of no use.
[[nodiscard]] Layout read_layout(const Node& node);

}  // namespace model
