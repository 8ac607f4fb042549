#pragma once

#include <filesystem>

#include "base/file_descriptor.h"

namespace database {

/// What every process of this program holds while it writes the database, or copies it as it
/// stands: `<file>-writer`. SQLite's own locks keep the file whole; this one keeps writers apart
/// from those who checkpoint (see Writer). One thread.
class WriteLock {
 public:
  /// Of the database `file`; the lock's own file is made where it is missing.
  explicit WriteLock(const std::filesystem::path& file);

  /// Waits until nobody else has it.
  void acquire() const;
  /// False where somebody else has it.
  [[nodiscard]] bool try_acquire() const;
  void release() const;

 private:
  base::FileDescriptor descriptor_;
};

}  // namespace database
