#pragma once

#include <chrono>
#include <stop_token>
#include <thread>

namespace base {

/// Requests a stop of its token when the time has passed or `stop` is requested, unless it is
/// destroyed before. Throws TransientError when the system has no thread for it. Not thread-safe.
class StopAfter {
 public:
  StopAfter(std::chrono::milliseconds time, const std::stop_token& stop);

  [[nodiscard]] std::stop_token token() const { return ending_.get_token(); }

 private:
  std::stop_source ending_;
  std::jthread thread_;  // after ending_, which it copies
};

}  // namespace base
