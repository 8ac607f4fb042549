#pragma once

#include <vector>

#include "model/instance_ids.h"
#include "model/node.h"
#include "model/value.h"

namespace model {

/// What a request sends under the reserved key, without repetitions, in the order sent. With
/// errors the result is of no use.
[[nodiscard]] std::vector<Value> read_instance_ids(const Node& node, const InstanceIds& definition);

}  // namespace model
