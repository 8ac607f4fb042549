#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/definition/parameter.h"
#include "model/definition/query_definition.h"
#include "model/reader/json_reader.h"
#include "model/value/evaluation_context.h"
#include "model/value/value.h"

namespace model {

/// An argument's values and the JSON path of each. A value.
struct WrittenValues {
  std::vector<Value> values;
  std::vector<std::string> paths;
};

/// Reads the value of a parameter in a request: `{"value": x}`, `{"values": [x, y]}`,
/// `{"from", "to"}`, a bare scalar or a bare list. Absent, with errors, if it does not fit.
[[nodiscard]] std::optional<WrittenValues> read_argument(const JsonReader& node,
                                                         const Parameter& parameter,
                                                         const EvaluationContext& context);

/// The values of a parameter's default now; "thisMonth" depends on the context's today. The
/// parameter must have a default, which its reader has checked. Throws base::Error if it has no
/// value today.
[[nodiscard]] std::vector<Value> default_values(const Parameter& parameter,
                                                const EvaluationContext& context);

/// The ids that a request sends under the reserved key, without repetitions, in the order sent.
/// With errors the result must not be used.
[[nodiscard]] std::vector<Value> read_instance_ids(const JsonReader& node,
                                                   const InstanceIds& definition);

}  // namespace model
