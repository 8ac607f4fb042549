#pragma once

#include <chrono>
#include <thread>

#include "base/log.h"
#include "base/time.h"
#include "job/job_retention.h"
#include "worker/spool.h"

namespace worker {

/// Deletes what has been kept for its time, once a minute by a thread of its own: files, then the
/// rows of their jobs. Where somebody sets the clock, what was to stay for a time still does.
class Caretaker {
 public:
  /// What it is constructed with must outlive it.
  Caretaker(job::JobRetention& shelf, const Spool& spool, const base::Clock& clock, base::Log& log);

  /// Goes round from now on, until it is destroyed.
  void start();
  /// Once. What fails is logged and done in the next round.
  void go_round();

 private:
  void follow_clock();
  void delete_files();
  /// How far the clock on the wall is from the steady one: it changes when somebody sets it.
  [[nodiscard]] std::chrono::microseconds drift() const;

  job::JobRetention& shelf_;
  const Spool& spool_;
  const base::Clock& clock_;
  base::Log& log_;
  std::chrono::microseconds drift_;  // as of the last round
  std::jthread thread_;              // last: it ends before what it uses
};

}  // namespace worker
