#pragma once

#include <filesystem>

namespace base {

/// Returns when the file's contents, or the directory's entries, survive a power cut. Throws Error
/// when that fails.
void fsync_path(const std::filesystem::path& path);

/// Renames a file or directory within its directory, durably. `from` must be complete and closed.
void rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace base
