#pragma once

#include <vector>

#include "model/definition/column.h"
#include "model/definition/layout.h"
#include "model/reader/json_reader.h"

namespace model {

/// A data model's `layout`, checked against its columns. With errors the result must not be used.
[[nodiscard]] Layout read_layout(const JsonReader& node, const std::vector<Column>& columns);

}  // namespace model
