#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <queue>
#include <vector>

namespace server {

/// When to look at which connection again. Timers are cheap and may be stale: the caller checks and
/// schedules the next. Event loop thread only.
class TimerQueue {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  struct Timer {
    TimePoint time;
    std::uint64_t connection = 0;
    bool operator>(const Timer& other) const { return time > other.time; }
  };

  void schedule(Timer timer) { timers_.push(timer); }
  [[nodiscard]] TimePoint next() const {
    return timers_.empty() ? TimePoint::max() : timers_.top().time;
  }
  /// The next timer that is due, if any.
  [[nodiscard]] std::optional<Timer> pop_due(TimePoint now) {
    if (next() > now) return std::nullopt;
    const Timer timer = timers_.top();
    timers_.pop();
    return timer;
  }

 private:
  std::priority_queue<Timer, std::vector<Timer>, std::greater<>> timers_;
};

}  // namespace server
