#pragma once

#include <filesystem>
#include <string_view>

#include "model/node.h"
#include "model/source_definition.h"

namespace model {

/// A whole `sources/<name>.json` of the catalogue in `directory`. With errors the result is of no
/// use.
[[nodiscard]] SourceDefinition read_source(const Node& node, std::string_view name,
                                           const std::filesystem::path& directory);

}  // namespace model
