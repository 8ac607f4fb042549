#pragma once

#include <vector>

#include "model/highlight.h"
#include "model/reader/json_reader.h"

namespace model {

/// The highlights of a column of that type.
[[nodiscard]] std::vector<Highlight> read_highlights(const JsonReader& node, Type type);

}  // namespace model
