#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "model/list_query.h"
#include "model/node.h"

namespace model {

/// A list of `{"field", "direction"}`, no field twice; each field is judged by `is_sortable`, in
/// whose faults `sortable` names what there is.
[[nodiscard]] std::vector<Sort> read_sort(const Node& node,
                                          const std::function<bool(std::string_view)>& is_sortable,
                                          std::string_view sortable);

}  // namespace model
