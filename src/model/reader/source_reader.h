#pragma once

#include <filesystem>
#include <string_view>

#include "model/definition/source_definition.h"
#include "model/reader/json_reader.h"

namespace model {

/// Reads `sources/<name>.json` of the catalogue in `directory`. With errors the result must not be
/// used.
[[nodiscard]] SourceDefinition read_source(const JsonReader& node, std::string_view name,
                                           const std::filesystem::path& directory);

}  // namespace model
