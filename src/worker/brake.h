#pragma once

#include <atomic>
#include <cstdint>
#include <stop_token>

namespace worker {

enum class StopReason : std::uint8_t { kNone, kTimeout, kCanceled, kShutdown };

/// Stops one turn of work, once, with a reason. Any thread.
class Brake {
 public:
  /// The first reason stays.
  void pull(StopReason reason) {
    StopReason none = StopReason::kNone;
    if (reason_.compare_exchange_strong(none, reason)) source_.request_stop();
  }

  [[nodiscard]] StopReason reason() const { return reason_; }
  [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

 private:
  std::atomic<StopReason> reason_ = StopReason::kNone;
  std::stop_source source_;
};

}  // namespace worker
