#pragma once

#include <filesystem>

#include "model/branding.h"
#include "model/reader/json_reader.h"

namespace model {

/// A branding whose logo is a file of `folder`.
[[nodiscard]] Branding read_branding(const JsonReader& node, const std::filesystem::path& folder);

}  // namespace model
