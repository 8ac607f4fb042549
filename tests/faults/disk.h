#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

/// Stands between this executable (with SQLite, libxlsxwriter and all other libraries in it) and
/// what lies below one directory, while it lives: one at a time. It counts the calls that write,
/// sync, truncate, rename, delete, make or open for writing there, and lets one of them fail, or
/// some in a row. The calls of libc are defined in disk_calls.cpp. Any thread.
class Disk {
 public:
  explicit Disk(std::filesystem::path root);
  ~Disk();
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;

  /// `count` calls from this number, from 0, counted from now on, set errno to `error`.
  void fail(std::size_t number, int error, std::size_t count = 1);
  /// Nothing fails any more. The names of the calls that failed: "write ....part".
  std::vector<std::string> heal();

  /// Asked before and after each fsync() and fdatasync() below the root, one at a time; it may use
  /// the disk itself.
  struct Watcher {
    std::function<void()> before_sync = [] {};
    std::function<void(int descriptor)> after_sync = [](int) {};
  };
  void watch(Watcher watcher);

  // For disk_calls.cpp.
  [[nodiscard]] static Disk* current();
  [[nodiscard]] bool is_below(const std::string& path) const;
  /// Counts the call; true when it has to fail, errno being set.
  [[nodiscard]] bool refuses(const char* call, const std::string& path);
  int synced(int descriptor, const std::function<int()>& sync);

 private:
  const std::string root_;
  mutable std::mutex mutex_;
  // Protected by mutex_.
  std::size_t calls_ = 0;
  std::size_t failing_at_ = static_cast<std::size_t>(-1);
  int error_ = 0;
  std::size_t count_ = 0;
  std::vector<std::string> failed_;

  std::mutex sync_mutex_;
  Watcher watcher_;  // protected by sync_mutex_
};
