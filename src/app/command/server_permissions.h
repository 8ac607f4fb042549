#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

namespace app {

/// What the server that runs on a data directory, or would run, may do: commands that look for
/// faults see with its eyes. One thread.
class ServerPermissions {
 public:
  /// Looks for the server that holds the directory.
  explicit ServerPermissions(const std::filesystem::path& data);

  /// Where this process is root's and the data are not: takes the user that they belong to, for
  /// good. Its name; absent where nothing was changed.
  [[nodiscard]] std::optional<std::string> become_data_owner() const;
  /// Whether both this process and the running server may write in a folder: the server may see it
  /// mounted read-only (ProtectSystem of systemd).
  [[nodiscard]] bool can_write(const std::filesystem::path& folder) const;

 private:
  std::filesystem::path data_;
  std::optional<pid_t> server_;  // absent where none runs, or where it is hidden from us
};

}  // namespace app
