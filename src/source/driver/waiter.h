#pragma once

#include <chrono>
#include <optional>
#include <stop_token>

#include "base/file_descriptor.h"

namespace source {

/// Waits on a socket until something is there to be done, time is up, or somebody asks to stop.
/// One thread.
class Waiter {
 public:
  explicit Waiter(std::stop_token stop);

  enum class For { kReading, kWriting, kBoth };
  /// Throws base::Canceled when asked to stop. False when time was up.
  bool wait(int socket, For what,
            std::optional<std::chrono::steady_clock::time_point> deadline = std::nullopt) const;

 private:
  struct WakeEvent {
    int descriptor;
    void operator()() const noexcept;
  };

  std::stop_token stop_;
  base::FileDescriptor wake_;  // an eventfd, which the stop rings
  std::stop_callback<WakeEvent> on_stop_;
};

}  // namespace source
