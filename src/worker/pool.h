#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

#include "job/job.h"
#include "worker/job_run.h"

namespace worker {

/// The worker threads, each with one job at a time; when there are several, one is kept for jobs
/// that are not large. The destructor stops the runs in progress, which requeue their jobs, and
/// waits for them. Not thread-safe.
class Pool {
 public:
  Pool(const WorkerContext& context, job::Epoch epoch, std::size_t threads);
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

 private:
  void work(const std::stop_token& stop);

  const WorkerContext context_;
  const job::Epoch epoch_;
  const std::int64_t large_slots_;
  std::vector<std::jthread> threads_;  // last: they use all other members
};

}  // namespace worker
