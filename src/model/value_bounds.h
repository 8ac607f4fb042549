#pragma once

#include "model/reader/json_reader.h"
#include "model/definition/parameter.h"
#include "model/value/value.h"

namespace model {

/// Whether a value of the parameter's type keeps to the parameter's range, length, pattern and
/// choices; what it breaks is an error of the node.
bool check_constraints(const JsonReader& node, const Parameter& parameter, const Value& value);

}  // namespace model
