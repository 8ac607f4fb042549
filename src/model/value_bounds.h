#pragma once

#include "model/node.h"
#include "model/parameter.h"
#include "model/value.h"

namespace model {

/// Whether a value of the parameter's type keeps to the parameter's range, length, pattern and
/// choices; what it breaks is an error of the node.
bool keeps_bounds(const Node& node, const Parameter& parameter, const Value& value);

}  // namespace model
