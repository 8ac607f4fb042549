#include "job/event_count.h"

namespace job {

void EventCount::notify_all() {
  const std::lock_guard hold(mutex_);
  ++version_;
  changed_.notify_all();
}

std::uint64_t EventCount::version() const {
  const std::lock_guard hold(mutex_);
  return version_;
}

bool EventCount::wait(std::uint64_t seen, const std::stop_token& stop) {
  std::unique_lock hold(mutex_);
  return changed_.wait(hold, stop, [&] { return version_ > seen; });
}

bool EventCount::wait_until(std::uint64_t seen, std::chrono::steady_clock::time_point deadline,
                            const std::stop_token& stop) {
  std::unique_lock hold(mutex_);
  return changed_.wait_until(hold, stop, deadline, [&] { return version_ > seen; });
}

}  // namespace job
