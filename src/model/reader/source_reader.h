#pragma once

#include <filesystem>
#include <string_view>

#include "model/definition/source_definition.h"
#include "model/reader/json_reader.h"

namespace model {

/// A whole `sources/<name>.json` of the catalogue in `directory`. With errors the result is of no
/// use.
[[nodiscard]] SourceDefinition read_source(const JsonReader& node, std::string_view name,
                                           const std::filesystem::path& directory);

}  // namespace model
