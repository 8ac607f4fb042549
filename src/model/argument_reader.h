#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/node.h"
#include "model/parameter.h"
#include "model/present.h"

namespace model {

/// An argument's values, and where its caller wrote each of them.
struct WrittenValues {
  std::vector<Value> values;
  std::vector<std::string> paths;
};

/// What a request gives to a parameter: `{"value": x}`, `{"values": [x, y]}`, `{"from", "to"}`, a
/// bare scalar or a bare list. Absent, with errors, where it does not fit.
[[nodiscard]] std::optional<WrittenValues> read_argument(const Node& node,
                                                         const Parameter& parameter,
                                                         const Present& present);

/// What stands in where the request gives nothing: "thisMonth" is one of today. The parameter has a
/// default, which its reader has checked.
[[nodiscard]] std::vector<Value> defaults(const Parameter& parameter, const Present& present);

/// The ids under the reserved key: `{"values": [x, y]}`, `{"ids": [x, y]}`, a bare list.
[[nodiscard]] std::optional<Node> instance_id_list(const Node& node);

}  // namespace model
