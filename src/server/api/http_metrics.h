#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "base/histogram.h"

namespace server {

/// Counts and times the HTTP responses since the process started. Thread-safe.
class HttpMetrics {
 public:
  /// By method ("GET") and status.
  using Counts = std::map<std::pair<std::string, int>, std::int64_t>;

  void record(const std::string& method, int status, std::chrono::nanoseconds time);

  [[nodiscard]] Counts counts() const;
  [[nodiscard]] const base::Histogram& times() const { return times_; }

 private:
  mutable std::mutex mutex_;
  Counts counts_;  // protected by mutex_
  base::Histogram times_;
};

}  // namespace server
