#pragma once

#include <sys/stat.h>

#include "model/definition/source_definition.h"

namespace source {

/// Checks that the file of a SQLite source declared immutable does not change after construction:
/// SQLite reads such a file without locks. Not thread-safe.
class ImmutableFile {
 public:
  /// Throws base::Error with a user message where a journal or WAL beside the file holds changes
  /// that are not yet in it.
  explicit ImmutableFile(const model::SourceDefinition& definition);

  /// Throws base::Error with a user message where the file has changed.
  void check() const;

 private:
  [[nodiscard]] struct stat status() const;
  void require_nothing_beside() const;

  const std::filesystem::path path_;
  const std::string source_;
  struct stat status_;
};

}  // namespace source
