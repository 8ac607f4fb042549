#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/descriptor.h"

namespace job {

/// A finished file, open for reading. What was opened stays readable when its name goes away.
struct OpenFile {
  base::Descriptor descriptor;
  std::int64_t bytes = 0;
};

/// What submitting and downloading need of the place where finished files lie. Any thread.
class Files {
 public:
  virtual ~Files() = default;

  /// Absent where the file has gone. `name` is Output::file of a job's row.
  [[nodiscard]] virtual std::optional<OpenFile> open(const std::string& name) const = 0;
  /// False while the disk is too full to take new jobs.
  [[nodiscard]] virtual bool has_room() const = 0;
};

}  // namespace job
