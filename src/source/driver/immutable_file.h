#pragma once

#include <sys/stat.h>

#include "model/definition/source_definition.h"

namespace source {

/// The file of a SQLite source that is declared immutable, which SQLite then reads without a look
/// at what others do: whether it is so, from its construction on. One thread.
class ImmutableFile {
 public:
  /// Throws base::Error with a user message where changes lie beside the file that are not yet in
  /// it.
  explicit ImmutableFile(const model::SourceDefinition& definition);

  /// Throws base::Error with a user message where the file is not as it was.
  void check() const;

 private:
  [[nodiscard]] struct stat status() const;
  void require_nothing_beside() const;

  const std::filesystem::path path_;
  const std::string source_;
  struct stat status_;
};

}  // namespace source
