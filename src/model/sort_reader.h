#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "model/definition/column.h"
#include "model/definition/list_query.h"
#include "model/reader/json_reader.h"

namespace model {

/// A list of `{"field", "direction", "collation"}`, no field twice. `sortable` gives the column of
/// a field that may be sorted by, else null; an error names `allowed`.
[[nodiscard]] std::vector<Sort> read_sort(
    const JsonReader& node, const std::function<const Column*(std::string_view)>& sortable,
    std::string_view allowed);

}  // namespace model
