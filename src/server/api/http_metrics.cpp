#include "server/api/http_metrics.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace server {

void HttpMetrics::record(const std::string& method, int status, std::chrono::nanoseconds time) {
  // Methods that callers make up must not become an unlimited number of labels.
  constexpr std::array<std::string_view, 5> kKnown{"GET", "HEAD", "POST", "PUT", "DELETE"};
  const bool is_known = std::ranges::find(kKnown, method) != kKnown.end();
  times_.observe(time);
  const std::lock_guard lock(mutex_);
  ++counts_[{is_known ? method : "other", status}];
}

HttpMetrics::Counts HttpMetrics::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

}  // namespace server
