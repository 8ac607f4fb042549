#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stop_token>

namespace job {

/// Wakes those who wait for something that they look up themselves. Take rings() before looking,
/// and wait for more than that: a ring in between is not missed. Any thread.
class Bell {
 public:
  void ring();
  [[nodiscard]] std::uint64_t rings() const;

  /// Until it has rung more than `seen` times; false when stopped before.
  bool wait(std::uint64_t seen, const std::stop_token& stop);
  /// The same, false at the deadline too.
  bool wait_until(std::uint64_t seen, std::chrono::steady_clock::time_point deadline,
                  const std::stop_token& stop);

 private:
  mutable std::mutex mutex_;
  std::condition_variable_any rung_;
  std::uint64_t rings_ = 0;  // protected by mutex_
};

}  // namespace job
