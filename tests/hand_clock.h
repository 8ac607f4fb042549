#pragma once

#include <atomic>

#include "base/time.h"

/// A clock that the test moves. Any thread.
class HandClock final : public base::Clock {
 public:
  explicit HandClock(base::Time start = base::time_of(1'767'600'000'000'000)) : now_(start) {}

  [[nodiscard]] base::Time now() const override { return now_; }
  void advance(std::chrono::microseconds by) { now_ = now_.load() + by; }

 private:
  std::atomic<base::Time> now_;  // from 2026-01-05T08:00:00Z
};
