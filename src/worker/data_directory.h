#pragma once

#include <filesystem>

#include "base/file_descriptor.h"

namespace worker {

/// The folder that this program writes: the database, the finished files, a lock. One thread.
class DataDirectory {
 public:
  /// Made with mode 0700 where it is missing.
  explicit DataDirectory(std::filesystem::path directory);

  /// Where the database of such a folder is, made or not.
  [[nodiscard]] static std::filesystem::path database_in(const std::filesystem::path& directory) {
    return directory / "gormic-bi.db";
  }

  [[nodiscard]] std::filesystem::path database() const { return database_in(directory_); }
  [[nodiscard]] std::filesystem::path files() const { return directory_ / "files"; }

  /// Makes this process its one server, as long as this object lives; throws base::Error with a
  /// message where another is. Commands that only write the database need not: see
  /// database::Writer.
  void lock_exclusive();

  /// Throws base::Error with a user message where finished files lie beside no database: a server
  /// that began a new one would sweep them.
  void require_database() const;

 private:
  const std::filesystem::path directory_;
  base::FileDescriptor lock_;
};

}  // namespace worker
