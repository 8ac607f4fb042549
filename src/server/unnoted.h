#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>

#include "base/heavy_hitters.h"

namespace server {

/// How many bytes of a file each reader has had since the audit had a line of it. It remembers a
/// bounded number of readers, those with the most bytes; with more, a new one starts with the
/// fewest that a remembered one has had, so that many readers hide nobody. Thread-safe.
class UnauditedBytes {
 public:
  static constexpr std::size_t kMaxReaders = 20'000;

  explicit UnauditedBytes(std::size_t max_readers = kMaxReaders) : bytes_(max_readers) {}

  /// All since then, with these.
  [[nodiscard]] std::int64_t add(const std::string& reader, std::int64_t bytes);
  /// So many are in a line now.
  void mark_audited(const std::string& reader, std::int64_t bytes);

 private:
  std::mutex mutex_;
  base::HeavyHitters<std::int64_t> bytes_;  // protected by mutex_
};

}  // namespace server
