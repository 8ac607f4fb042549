#pragma once

#include <filesystem>

#include "base/file_descriptor.h"

namespace worker {

/// The folder that this program writes: the database, the finished files and a lock. A server owns
/// one for its whole life. Not thread-safe.
class DataDirectory {
 public:
  /// Creates a missing folder with mode 0700.
  explicit DataDirectory(std::filesystem::path directory);

  // The layout of a data directory, and of a backup of one; what they name need not exist.
  [[nodiscard]] static std::filesystem::path database_in(const std::filesystem::path& directory) {
    return directory / "gormic-bi.db";
  }
  [[nodiscard]] static std::filesystem::path files_in(const std::filesystem::path& directory) {
    return directory / "files";
  }

  [[nodiscard]] std::filesystem::path database() const { return database_in(directory_); }
  [[nodiscard]] std::filesystem::path files() const { return files_in(directory_); }

  /// Makes this process the only server of the folder, as long as this object lives. Throws
  /// base::Error with a user message when there is another. Commands that only write the database
  /// do not need this lock: see database::Writer.
  void lock_exclusive();

  /// Throws base::Error with a user message when there are finished files but no database: a server
  /// that created a new database would remove them.
  void require_database() const;

 private:
  const std::filesystem::path directory_;
  base::FileDescriptor lock_;
};

}  // namespace worker
