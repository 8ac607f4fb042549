#pragma once

#include <cstddef>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

#include "job/job.h"
#include "worker/turn.h"

namespace worker {

/// The threads that make the reports, each one job at a time, oldest first. Destroyed, it stops the
/// turns under way, which put their jobs back, and waits for them.
class Pool {
 public:
  Pool(const Workplace& place, job::Epoch epoch, std::size_t threads);
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

 private:
  void work(const std::stop_token& stop);

  const Workplace place_;
  const job::Epoch epoch_;
  std::vector<std::jthread> threads_;  // last: they start when all else stands
};

}  // namespace worker
