#pragma once

#include <chrono>
#include <stop_token>
#include <thread>

namespace base {

/// Stops what runs under its token when the time has passed, or another token is. One thread makes
/// and destroys it. Throws TransientError where the system has no thread for it.
class StopAfter {
 public:
  StopAfter(std::chrono::milliseconds time, const std::stop_token& stop);

  [[nodiscard]] std::stop_token token() const { return ending_.get_token(); }

 private:
  std::stop_source ending_;
  std::jthread thread_;  // last: it ends before what it uses
};

}  // namespace base
