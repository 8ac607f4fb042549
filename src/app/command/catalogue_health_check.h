#pragma once

#include <filesystem>

#include "app/command/finding.h"
#include "app/command/server_permissions.h"

namespace app {

/// Looks at a catalogue: its files, each model's SQL against its source, and how the customers'
/// SQLite files keep their journal, and whether the server can read them so. Lists each data model
/// that has a fault, also beside others that have, and those that jobs wait for in vain.
[[nodiscard]] Findings check_catalogue_health(const std::filesystem::path& directory,
                                              const WaitingJobs& waiting,
                                              const ServerPermissions& permissions);

}  // namespace app
