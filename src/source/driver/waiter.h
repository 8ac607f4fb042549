#pragma once

#include <chrono>
#include <optional>
#include <stop_token>

#include "base/file_descriptor.h"

namespace source {

/// Waits on a socket until it is ready, the deadline has passed, or a stop is requested. Not
/// thread-safe.
class Waiter {
 public:
  explicit Waiter(std::stop_token stop);

  enum class For { kReading, kWriting, kBoth };
  /// False after the deadline. Throws base::Canceled when asked to stop.
  bool wait(int socket, For what,
            std::optional<std::chrono::steady_clock::time_point> deadline = std::nullopt) const;

 private:
  struct WakeEvent {
    int descriptor;
    void operator()() const noexcept;
  };

  std::stop_token stop_;
  base::FileDescriptor wake_;  // an eventfd that a stop request makes readable
  std::stop_callback<WakeEvent> on_stop_;
};

}  // namespace source
