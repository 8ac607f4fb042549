#include "worker/deadline.h"

#include "base/thread.h"

namespace worker {

Deadline::Deadline(CancellationSource& cancellation, std::chrono::seconds time)
    : cancellation_(cancellation),
      thread_(base::start_thread([this, end = std::chrono::steady_clock::now() + time](
                                     const std::stop_token& over) { watch(over, end); })) {}

void Deadline::watch(const std::stop_token& over, std::chrono::steady_clock::time_point end) {
  std::unique_lock hold(mutex_);
  passed_.wait_until(hold, over, end, [] { return false; });
  if (!over.stop_requested()) cancellation_.request_stop(StopReason::kTimeout);
}

}  // namespace worker
