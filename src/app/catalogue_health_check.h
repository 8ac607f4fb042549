#pragma once

#include <filesystem>

#include "app/finding.h"
#include "app/server_permissions.h"

namespace app {

/// Checks a catalogue: its files, each model's SQL against its source, and whether the server can
/// read SQLite sources in their journal mode. Lists every invalid data model, and the data models
/// whose jobs cannot run.
[[nodiscard]] Findings check_catalogue_health(const std::filesystem::path& directory,
                                              const WaitingJobs& waiting,
                                              const ServerPermissions& permissions);

}  // namespace app
