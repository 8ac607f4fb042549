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

/// The threads that make the reports, each one job at a time; of several, one is kept for jobs that
/// are not large. Destroyed, it stops the
/// runs in progress, which requeue their jobs, and waits for them.
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
  std::vector<std::jthread> threads_;  // last: they start when all else stands
};

}  // namespace worker
