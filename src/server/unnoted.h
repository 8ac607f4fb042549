#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace server {

/// How many bytes of a file each reader has had since the audit had a line of it. It remembers a
/// bounded number of readers. Any thread.
class Unnoted {
 public:
  /// All since then, with these.
  [[nodiscard]] std::int64_t add(const std::string& reader, std::int64_t bytes);
  /// So many are in a line now.
  void forget(const std::string& reader, std::int64_t bytes);

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, std::int64_t> bytes_;  // protected by mutex_
};

}  // namespace server
