#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

/// Intercepts the libc calls of this executable and its libraries (SQLite, libxlsxwriter and
/// others) that change files below one directory, counts them and makes some of them fail. The
/// calls are defined in disk_calls.cpp; there is one Disk at a time. Thread-safe.
class Disk {
 public:
  explicit Disk(std::filesystem::path root);
  ~Disk();
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;

  /// Makes `count` calls fail with `error`, beginning with call `number`, counted from 0 from now
  /// on.
  void fail(std::size_t number, int error, std::size_t count = 1);
  /// Stops the failures. Returns the names of the calls that failed: "write ....part".
  std::vector<std::string> heal();

  /// Called before and after each fsync() and fdatasync() below the root, one at a time; it may use
  /// the disk itself.
  struct Watcher {
    std::function<void()> before_sync = [] {};
    std::function<void(int descriptor)> after_sync = [](int) {};
  };
  void watch(Watcher watcher);

  // For disk_calls.cpp.
  [[nodiscard]] static Disk* current();
  [[nodiscard]] bool is_below(const std::string& path) const;
  /// Counts the call; true, with errno set, when it has to fail.
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
