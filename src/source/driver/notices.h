#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/log.h"

namespace source {

/// What a database says beside its answers (PostgreSQL's NOTICE and WARNING), as lines of the log:
/// each is cut at kMaxTextUnits, and of one statement there are at most kMaxLines. One thread at a
/// time.
class Notices {
 public:
  static constexpr std::size_t kMaxLines = 10;
  static constexpr std::size_t kMaxTextUnits = 300;  // units of UTF-16

  /// Without a log they are dropped. The log must outlive it.
  Notices(std::string source, base::Log* log) : source_(std::move(source)), log_(log) {}
  ~Notices() { begin_statement(); }
  Notices(const Notices&) = delete;
  Notices& operator=(const Notices&) = delete;

  /// Another statement: what was left out of the last one is counted in a line.
  void begin_statement();
  void record(std::string_view severity, std::string_view state, std::string_view text);

 private:
  const std::string source_;
  base::Log* const log_;
  std::size_t count_ = 0;  // of this statement
};

}  // namespace source
