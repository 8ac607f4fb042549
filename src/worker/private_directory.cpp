#include "worker/private_directory.h"

#include <sys/stat.h>

#include <cerrno>
#include <system_error>

#include "base/error.h"
#include "base/durability.h"

namespace worker {

namespace {

/// The directory's name must survive a power cut, or everything in it would be lost. A parent that
/// this user may not open is left to its owner.
void sync_parent(const std::filesystem::path& directory) {
  std::filesystem::path whole = std::filesystem::absolute(directory).lexically_normal();
  if (!whole.has_filename()) whole = whole.parent_path();
  try {
    base::fsync_path(whole.parent_path());
  } catch (const base::Error&) {
  }
}

}  // namespace

void make_private_directory(const std::filesystem::path& directory) {
  std::error_code error;
  if (directory.has_parent_path()) {
    std::filesystem::create_directories(directory.parent_path(), error);
  }
  if (!error && ::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST) {
    error = {errno, std::generic_category()};
  }
  if (!error && !std::filesystem::is_directory(directory, error) && !error) {
    error = std::make_error_code(std::errc::not_a_directory);
  }
  if (!error) sync_parent(directory);
  // An existing directory becomes private, too, when this user owns it.
  if (!error) ::chmod(directory.c_str(), 0700);
  if (error) throw base::Error("make directory " + directory.string() + ": " + error.message());
}

}  // namespace worker
