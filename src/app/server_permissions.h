#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

namespace app {

/// The permissions of the server that runs on a data directory, or would run on it, so that
/// `doctor` sees files as that server does. Not thread-safe.
class ServerPermissions {
 public:
  /// Finds the server that has locked the directory, if there is one.
  explicit ServerPermissions(const std::filesystem::path& data);

  /// See become_owner().
  [[nodiscard]] std::optional<std::string> become_data_owner() const;
  [[nodiscard]] bool is_served() const { return server_.has_value(); }
  /// Whether this process and the running server may write to a folder. Systemd's ProtectSystem
  /// may mount it read-only for the server alone.
  [[nodiscard]] bool can_write(const std::filesystem::path& folder) const;

 private:
  std::filesystem::path data_;
  std::optional<pid_t> server_;  // absent if none runs or /proc hides it
};

}  // namespace app
