#pragma once

#include <string_view>

#include "model/data_model.h"
#include "model/node.h"

namespace model {

/// A whole `models/<uid>.json`, without its SQL. With faults the result is of no use.
[[nodiscard]] DataModel read_data_model(const Node& node, std::string_view uid);

}  // namespace model
