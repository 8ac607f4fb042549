#pragma once

#include <string_view>

#include "model/data_model.h"
#include "model/list_query.h"
#include "model/node.h"

namespace model {

/// A caller's `query`, an object, checked against the data model. With faults the result is of no
/// use.
[[nodiscard]] ListQuery read_list_query(const Node& node, const DataModel& model,
                                        std::string_view time_zone);

}  // namespace model
