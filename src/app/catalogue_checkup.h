#pragma once

#include <filesystem>

#include "app/finding.h"
#include "app/service_view.h"

namespace app {

/// Looks at a catalogue: its files, each model's SQL against its source, and how the customers'
/// SQLite files keep their journal, and whether the server can read them so. Lists each data model
/// that has a fault, also beside others that have, and those that jobs wait for in vain.
[[nodiscard]] Findings check_up_catalogue(const std::filesystem::path& directory,
                                          const WaitingJobs& waiting, const ServiceView& service);

}  // namespace app
