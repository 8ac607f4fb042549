#pragma once

#include "model/definition/column.h"
#include "model/reader/json_reader.h"

namespace model {

/// An element of a data model's `columns`. With errors the result is of no use.
[[nodiscard]] Column read_column(const JsonReader& node);

}  // namespace model
