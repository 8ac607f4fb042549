#pragma once

#include <vector>

#include "model/definition/column.h"
#include "model/definition/layout.h"
#include "model/reader/json_reader.h"

namespace model {

/// A layout, held to the columns that it names.
[[nodiscard]] Layout read_layout(const JsonReader& node, const std::vector<Column>& columns);

}  // namespace model
