#pragma once

#include <atomic>
#include <cstdint>

#include "base/histogram.h"

namespace job {

/// What has happened to jobs since the process started, for /metrics. Thread-safe.
struct JobMetrics {
  std::atomic<std::int64_t> accepted = 0;
  std::atomic<std::int64_t> refused = 0;
  std::atomic<std::int64_t> completed = 0;
  std::atomic<std::int64_t> failed = 0;
  std::atomic<std::int64_t> canceled = 0;
  std::atomic<std::int64_t> deferred = 0;
  std::atomic<std::int64_t> rows = 0;   // of completed jobs
  std::atomic<std::int64_t> bytes = 0;  // of their files
  base::Histogram waited;               // from submission to the first start
  base::Histogram worked;               // from a start to its completion or failure
};

}  // namespace job
