#pragma once

#include <filesystem>

namespace worker {

/// Creates the folder, durably, for this user only (0700); an existing one gets that mode. Missing
/// parents are created with the system's default mode. Throws base::Error.
void make_private_directory(const std::filesystem::path& directory);

}  // namespace worker
