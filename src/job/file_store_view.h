#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/file_descriptor.h"
#include "base/temp_file.h"

namespace job {

/// A finished file, open for reading. It stays readable when the file is removed.
struct OpenFile {
  base::FileDescriptor descriptor;
  std::int64_t bytes = 0;
};

/// The disk of the finished files, in bytes.
struct DiskSpace {
  std::uint64_t capacity = 0;
  std::uint64_t available = 0;
};

/// What submits and downloads need of the store of finished files. Thread-safe.
class FileStoreView {
 public:
  virtual ~FileStoreView() = default;

  /// `name` and `bytes` are those of a job's Output. Absent when the file has been removed, or is
  /// not a file of this size any more.
  [[nodiscard]] virtual std::optional<OpenFile> open(const std::string& name,
                                                     std::int64_t bytes) const = 0;
  /// A file for one response, on the disk of the finished files. Throws base::DiskFull while
  /// has_free_space() is false.
  [[nodiscard]] virtual base::TempFile create_temp_file() const = 0;
  /// A file that has been removed already is no error.
  virtual void remove(const std::string& name) const = 0;
  /// False while the disk is too full to accept new jobs.
  [[nodiscard]] virtual bool has_free_space() const = 0;
  /// True while the disk is so full that no job is started: accepted jobs wait.
  [[nodiscard]] virtual bool is_critically_full() const = 0;
  /// Zeros when the file system does not say.
  [[nodiscard]] virtual DiskSpace space() const = 0;
};

}  // namespace job
