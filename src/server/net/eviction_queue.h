#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace server {

/// The clients that have kept the server waiting longest, next one last. Built from all of them now
/// and then, so a candidate may be stale: the caller checks. Event loop thread only.
class EvictionQueue {
 public:
  struct Candidate {
    std::chrono::steady_clock::time_point since;
    std::uint64_t connection = 0;

    auto operator<=>(const Candidate&) const = default;
  };

  /// The next candidate; absent when the queue is empty.
  [[nodiscard]] std::optional<Candidate> pop();
  /// Replaces the queue by the longest waiting of `all`.
  void rebuild(std::vector<Candidate> all);

 private:
  std::vector<Candidate> candidates_;  // the longest waiting last
};

}  // namespace server
