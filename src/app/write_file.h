#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string_view>

namespace app {

/// Replaces the file at once, and creates its folders. Throws base::Error.
void write_file(const std::filesystem::path& file, std::string_view bytes);

/// The same for a file that only its owner may write and only `group` may read; root gives it to
/// that group.
void write_private_file(const std::filesystem::path& file, std::string_view bytes, gid_t group);

}  // namespace app
