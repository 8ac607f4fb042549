#pragma once

#include <filesystem>

#include "base/file_descriptor.h"

namespace database {

/// The lock file `<file>-writer`, which every process of this program holds while it writes or
/// copies the database. SQLite's own locks protect the file; this one keeps writes and checkpoints
/// of different processes apart (see Writer). Not thread-safe.
class WriteLock {
 public:
  /// `file` is the database; a missing lock file is created.
  explicit WriteLock(const std::filesystem::path& file);

  /// Blocks while another process holds the lock.
  void acquire() const;
  /// False when another process holds the lock.
  [[nodiscard]] bool try_acquire() const;
  void release() const;

 private:
  base::FileDescriptor descriptor_;
};

}  // namespace database
