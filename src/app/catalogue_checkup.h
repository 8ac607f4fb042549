#pragma once

#include <filesystem>

#include "app/finding.h"
#include "app/service_view.h"

namespace app {

/// Looks at a catalogue: its files, each model's SQL against its source, and how the customers'
/// SQLite files keep their journal, and whether the server can read them so.
[[nodiscard]] Findings check_up_catalogue(const std::filesystem::path& directory,
                                          const ServiceView& service);

}  // namespace app
