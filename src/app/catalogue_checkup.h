#pragma once

#include <filesystem>

#include "app/finding.h"

namespace app {

/// Looks at a catalogue: its files, each model's SQL against its source, and how the customers'
/// SQLite files keep their journal.
[[nodiscard]] Findings check_up_catalogue(const std::filesystem::path& directory);

}  // namespace app
