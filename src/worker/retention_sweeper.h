#pragma once

#include <chrono>
#include <thread>

#include "base/log.h"
#include "base/time.h"
#include "job/job_retention.h"
#include "worker/file_store.h"

namespace worker {

/// Once a minute, in its own thread, deletes the files and then the jobs that are past their
/// retention. When the system clock is set, everything keeps the rest of its retention. Between,
/// logs when the disk begins and ceases to be too full for new jobs. Not thread-safe.
class RetentionSweeper {
 public:
  /// All arguments must outlive it.
  RetentionSweeper(job::JobRetention& retention, const FileStore& file_store,
                   const base::Clock& clock, base::Log& log);

  /// Sweeps once a minute until it is destroyed.
  void start();
  /// Sweeps once. A failure is logged and retried in the next run.
  void run_once();

 private:
  void adjust_for_clock_change();
  void delete_files();
  void check_disk();
  /// The distance of the system clock from the steady clock: it changes when the clock is set.
  [[nodiscard]] std::chrono::microseconds drift() const;

  job::JobRetention& retention_;
  const FileStore& file_store_;
  const base::Clock& clock_;
  base::Log& log_;
  std::chrono::microseconds drift_;  // as of the last run
  bool is_disk_full_ = false;
  std::jthread thread_;  // last: it uses all other members
};

}  // namespace worker
