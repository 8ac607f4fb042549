#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "worker/cancellation_source.h"

namespace worker {

/// Cancels with kTimeout when the time has passed, unless it is destroyed before. Throws
/// base::TransientError where the system has no thread for it.
class Deadline {
 public:
  Deadline(CancellationSource& cancellation, std::chrono::seconds time);

 private:
  void watch(const std::stop_token& over, std::chrono::steady_clock::time_point end);

  CancellationSource& cancellation_;
  std::mutex mutex_;  // the condition variable wants one; nothing is shared
  std::condition_variable_any passed_;
  std::jthread thread_;  // last: it starts when all else stands
};

}  // namespace worker
