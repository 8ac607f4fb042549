#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace server {

/// Who keeps us waiting longest, and next, of many: all are looked at once for a number of takes,
/// since whoever begins later waits behind them. A taken one may have gone, or moved, meanwhile:
/// whoever takes it looks. One thread.
class EvictionQueue {
 public:
  struct Candidate {
    std::chrono::steady_clock::time_point since;
    std::uint64_t connection = 0;

    auto operator<=>(const Candidate&) const = default;
  };

  /// The next one; absent when the line is used up.
  [[nodiscard]] std::optional<Candidate> pop();
  /// A new line, of those.
  void rebuild(std::vector<Candidate> all);

 private:
  std::vector<Candidate> candidates_;  // the longest wait last
};

}  // namespace server
