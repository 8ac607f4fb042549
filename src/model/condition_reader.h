#pragma once

#include <string_view>
#include <vector>

#include "model/data_model.h"
#include "model/list_query.h"
#include "model/node.h"

namespace model {

/// The `filters` of a list query: `{"and": [{"field", "op", "value"}, ...]}`, or one condition.
/// With faults the result is of no use.
[[nodiscard]] std::vector<Condition> read_conditions(const Node& node, const DataModel& model,
                                                     std::string_view time_zone);

}  // namespace model
