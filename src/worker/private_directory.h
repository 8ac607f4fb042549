#pragma once

#include <filesystem>

namespace worker {

/// Makes the folder for this user alone (0700), and those above it as the system does, where they
/// are missing; one that exists is made so. Throws base::Error.
void make_private_directory(const std::filesystem::path& directory);

}  // namespace worker
