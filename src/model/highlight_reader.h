#pragma once

#include <vector>

#include "model/highlight.h"
#include "model/node.h"

namespace model {

/// The highlights of a column of that type.
[[nodiscard]] std::vector<Highlight> read_highlights(const Node& node, Type type);

}  // namespace model
