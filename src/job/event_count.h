#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stop_token>

namespace job {

/// Wakes threads that wait for a change and look it up themselves. Read version() before looking,
/// and wait for a later one: a notification in between is not missed. Thread-safe.
class EventCount {
 public:
  void notify_all();
  [[nodiscard]] std::uint64_t version() const;

  /// Returns when version() is above `seen`; false when stopped before.
  bool wait(std::uint64_t seen, const std::stop_token& stop);
  /// The same; false at the deadline, too.
  bool wait_until(std::uint64_t seen, std::chrono::steady_clock::time_point deadline,
                  const std::stop_token& stop);

 private:
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::uint64_t version_ = 0;  // protected by mutex_
};

}  // namespace job
