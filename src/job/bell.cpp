#include "job/bell.h"

namespace job {

void Bell::ring() {
  const std::lock_guard hold(mutex_);
  ++rings_;
  rung_.notify_all();
}

std::uint64_t Bell::rings() const {
  const std::lock_guard hold(mutex_);
  return rings_;
}

bool Bell::wait(std::uint64_t seen, const std::stop_token& stop) {
  std::unique_lock hold(mutex_);
  return rung_.wait(hold, stop, [&] { return rings_ > seen; });
}

bool Bell::wait_until(std::uint64_t seen, std::chrono::steady_clock::time_point deadline,
                      const std::stop_token& stop) {
  std::unique_lock hold(mutex_);
  return rung_.wait_until(hold, stop, deadline, [&] { return rings_ > seen; });
}

}  // namespace job
