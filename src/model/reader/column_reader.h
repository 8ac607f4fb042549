#pragma once

#include "model/definition/column.h"
#include "model/reader/json_reader.h"

namespace model {

/// An element of a data model's `columns`. With errors the result must not be used.
[[nodiscard]] Column read_column(const JsonReader& node);

}  // namespace model
