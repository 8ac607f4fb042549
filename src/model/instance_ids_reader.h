#pragma once

#include <vector>

#include "model/instance_ids.h"
#include "model/reader/json_reader.h"
#include "model/value/value.h"

namespace model {

/// What a request sends under the reserved key, without repetitions, in the order sent. With
/// errors the result is of no use.
[[nodiscard]] std::vector<Value> read_instance_ids(const JsonReader& node,
                                                   const InstanceIds& definition);

}  // namespace model
