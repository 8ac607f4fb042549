#include "server/traffic.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace server {

void Traffic::note(const std::string& method, int status, std::chrono::nanoseconds time) {
  // What callers make up must not become names without end.
  constexpr std::array<std::string_view, 4> kKnown{"GET", "HEAD", "POST", "DELETE"};
  const bool is_known = std::ranges::find(kKnown, method) != kKnown.end();
  times_.observe(time);
  const std::lock_guard hold(mutex_);
  ++counts_[{is_known ? method : "other", status}];
}

Traffic::Counts Traffic::counts() const {
  const std::lock_guard hold(mutex_);
  return counts_;
}

}  // namespace server
