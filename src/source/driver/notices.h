#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/log.h"

namespace source {

/// Writes a connection's notices (PostgreSQL's NOTICE and WARNING) to the log. Each is cut at
/// kMaxTextUnits, and each statement logs at most kMaxLines. Not thread-safe.
class Notices {
 public:
  static constexpr std::size_t kMaxLines = 10;
  static constexpr std::size_t kMaxTextUnits = 300;  // units of UTF-16

  /// Null drops the notices. The log must outlive the object.
  Notices(std::string source, base::Log* log) : source_(std::move(source)), log_(log) {}
  ~Notices() { begin_statement(); }
  Notices(const Notices&) = delete;
  Notices& operator=(const Notices&) = delete;

  /// Logs how many notices of the last statement were omitted, and counts from zero again.
  void begin_statement();
  void record(std::string_view severity, std::string_view state, std::string_view text);

 private:
  const std::string source_;
  base::Log* const log_;
  std::size_t count_ = 0;  // of this statement
};

}  // namespace source
