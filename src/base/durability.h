#pragma once

#include <filesystem>

namespace base {

/// Returns when the file's contents, or the directory's names, survive a power cut; throws Error
/// where the disk refuses.
void fsync_path(const std::filesystem::path& path);

/// Gives the file its name in the same directory, durably: `from` must have been written and
/// closed.
void rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace base
