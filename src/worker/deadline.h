#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "worker/brake.h"

namespace worker {

/// Pulls the brake for kTimeout when the time has passed, unless it is destroyed before. Throws
/// base::TransientError where the system has no thread for it.
class Deadline {
 public:
  Deadline(Brake& brake, std::chrono::seconds time);

 private:
  void watch(const std::stop_token& over, std::chrono::steady_clock::time_point end);

  Brake& brake_;
  std::mutex mutex_;  // the condition variable wants one; nothing is shared
  std::condition_variable_any passed_;
  std::jthread thread_;  // last: it starts when all else stands
};

}  // namespace worker
