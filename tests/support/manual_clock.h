#pragma once

#include <atomic>
#include <cstdint>

#include "base/time.h"

/// A clock that the test advances. Thread-safe.
class ManualClock final : public base::Clock {
 public:
  [[nodiscard]] base::Time now() const override { return base::to_time(now_.fetch_add(step_)); }
  [[nodiscard]] std::chrono::microseconds steady() const override {
    return std::chrono::microseconds{now_ - set_};
  }
  void advance(std::chrono::microseconds by) { now_ += by.count(); }
  /// As when the system clock is set: no time passes.
  void set(std::chrono::microseconds by) {
    set_ += by.count();
    now_ += by.count();
  }
  /// From now on each now() advances the clock by this time.
  void step(std::chrono::microseconds by) { step_ = by.count(); }

 private:
  mutable std::atomic<std::int64_t> now_ = 1'767'600'000'000'000;  // 2026-01-05T08:00:00Z
  std::atomic<std::int64_t> step_ = 0;
  std::atomic<std::int64_t> set_ = 0;
};
