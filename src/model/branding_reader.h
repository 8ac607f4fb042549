#pragma once

#include <filesystem>

#include "model/branding.h"
#include "model/node.h"

namespace model {

/// A branding whose logo is a file of `folder`.
[[nodiscard]] Branding read_branding(const Node& node, const std::filesystem::path& folder);

}  // namespace model
