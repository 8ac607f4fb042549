#pragma once

#include <atomic>
#include <cstdint>
#include <stop_token>

namespace worker {

enum class StopReason : std::uint8_t { kNone, kTimeout, kCanceled, kShutdown };

/// Stops one job's run, once, with a reason. Thread-safe.
class CancellationSource {
 public:
  /// The first reason stays.
  void request_stop(StopReason reason) {
    StopReason expected = StopReason::kNone;
    if (reason_.compare_exchange_strong(expected, reason)) stop_source_.request_stop();
  }

  [[nodiscard]] StopReason reason() const { return reason_; }
  [[nodiscard]] std::stop_token token() const { return stop_source_.get_token(); }

 private:
  std::atomic<StopReason> reason_ = StopReason::kNone;
  std::stop_source stop_source_;
};

}  // namespace worker
