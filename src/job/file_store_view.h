#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/file_descriptor.h"

namespace job {

/// A finished file, open for reading. What was opened stays readable when its name goes away.
struct OpenFile {
  base::FileDescriptor descriptor;
  std::int64_t bytes = 0;
};

/// The disk of the finished files, in bytes.
struct DiskSpace {
  std::uint64_t capacity = 0;
  std::uint64_t available = 0;
};

/// What submitting and downloading need of the place where finished files lie. Any thread.
class FileStoreView {
 public:
  virtual ~FileStoreView() = default;

  /// Absent where the file has gone, or is not a file of so many bytes any more. Both are of a
  /// job's Output.
  [[nodiscard]] virtual std::optional<OpenFile> open(const std::string& name,
                                                     std::int64_t bytes) const = 0;
  /// One that has gone already is no error; what is being read stays readable.
  virtual void remove(const std::string& name) const = 0;
  /// False while the disk is too full to take new jobs.
  [[nodiscard]] virtual bool has_free_space() const = 0;
  /// True while it is so full that no job is begun: those that were taken wait for room.
  [[nodiscard]] virtual bool is_critically_full() const = 0;
  /// Zeros where it cannot be asked.
  [[nodiscard]] virtual DiskSpace space() const = 0;
};

}  // namespace job
