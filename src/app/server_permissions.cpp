#include "app/server_permissions.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "app/owner.h"

namespace app {
namespace {

/// The process that holds an flock() lock on the file, from /proc/locks, whose lines are like
/// "1: FLOCK ADVISORY WRITE 812 08:01:4711 0 EOF" (process 812, inode 4711).
std::optional<pid_t> find_lock_holder(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return std::nullopt;
  const std::string inode = ":" + std::to_string(status.st_ino);
  std::ifstream locks("/proc/locks");
  for (std::string line; std::getline(locks, line);) {
    std::istringstream words(line);
    std::string number;
    std::string kind;
    std::string force;
    std::string mode;
    pid_t process = 0;
    std::string place;
    words >> number >> kind >> force >> mode >> process >> place;
    if (kind == "FLOCK" && process > 0 && place.ends_with(inode)) return process;
  }
  return std::nullopt;
}

bool is_writable(const std::filesystem::path& folder) {
  return ::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) == 0;
}

}  // namespace

ServerPermissions::ServerPermissions(const std::filesystem::path& data)
    : data_(data), server_(find_lock_holder(data / "lock")) {}

std::optional<std::string> ServerPermissions::become_data_owner() const {
  return become_owner(data_);
}

bool ServerPermissions::can_write(const std::filesystem::path& folder) const {
  if (!is_writable(folder)) return false;
  if (!server_) return true;
  const std::filesystem::path root = "/proc/" + std::to_string(*server_) + "/root";
  std::error_code error;
  const std::filesystem::path seen =
      root / std::filesystem::canonical(folder, error).relative_path();
  // Without access to the server's root the answer is unknown: trust our own permissions.
  const bool is_visible = !error && ::access(root.c_str(), X_OK) == 0;
  return !is_visible || is_writable(seen);
}

}  // namespace app
