#pragma once

#include <chrono>
#include <thread>

#include "base/log.h"
#include "base/time.h"
#include "job/job_retention.h"
#include "worker/file_store.h"

namespace worker {

/// Deletes what has been kept for its time, once a minute by a thread of its own: files, then the
/// rows of their jobs. Where somebody sets the clock, what was to stay for a time still does.
class RetentionSweeper {
 public:
  /// What it is constructed with must outlive it.
  RetentionSweeper(job::JobRetention& retention, const FileStore& file_store,
                   const base::Clock& clock, base::Log& log);

  /// Sweeps once a minute until it is destroyed.
  void start();
  /// Sweeps once. What fails is logged and retried in the next run.
  void run_once();

 private:
  void adjust_for_clock_change();
  void delete_files();
  /// How far the clock on the wall is from the steady one: it changes when somebody sets it.
  [[nodiscard]] std::chrono::microseconds drift() const;

  job::JobRetention& retention_;
  const FileStore& file_store_;
  const base::Clock& clock_;
  base::Log& log_;
  std::chrono::microseconds drift_;  // as of the last run
  std::jthread thread_;              // last: it ends before what it uses
};

}  // namespace worker
