#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "base/error.h"
#include "base/random_fraction.h"
#include "base/log.h"
#include "base/time.h"
#include "job/progress.h"
#include "job/store.h"
#include "worker/brake.h"
#include "worker/maker.h"
#include "worker/spool.h"

namespace worker {

/// What all workers share. All of it outlives them.
struct Workplace {
  job::Store& store;
  job::ProgressTable& progress;
  const Spool& spool;
  const Maker& maker;
  const base::Clock& clock;
  base::Log& log;
  std::chrono::milliseconds patience = std::chrono::seconds{1};  // between tries of a full disk
  std::chrono::seconds backoff{5};  // after a first transient fault; after a second, six times
  std::chrono::milliseconds nap = std::chrono::seconds{30};  // between looks at what is due
  std::function<double()> chance =
      base::random_fraction;  // what failed together is not tried again together
};

/// One claimed job, from its request to its end: completed with its file in the spool, failed with
/// a reason, given up because its owner ended it, or pending again because the server stops or a
/// fault may pass. One thread.
class Turn {
 public:
  Turn(const Workplace& place, job::Job job);

  /// Throws nothing. `stop` is the server's.
  void run(const std::stop_token& stop);

 private:
  void make(job::Progress& progress);
  void deliver(const Made& made, const model::Order& order);
  void end(const base::Error* error, const std::string& what, const std::stop_token& stop);
  void fail(job::FailureCode code, const base::Message& reason, const std::stop_token& stop);
  void defer(const base::Message& reason, const std::stop_token& stop);
  void postpone(const base::Message& reason, const std::stop_token& stop);
  /// The delay, longer by up to half.
  [[nodiscard]] std::chrono::milliseconds spread(std::chrono::milliseconds delay) const;
  /// Has the store write an end of this attempt, as often as it takes.
  template <class Change>
  void record(const Change& change, const std::stop_token& stop);
  void release();
  void give_up();
  [[nodiscard]] std::chrono::microseconds took() const;
  void note(base::Severity severity, std::string_view event, std::string_view what = {}) const;

  const Workplace& place_;
  const job::Job job_;
  const job::Fence fence_;
  const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  Brake brake_;
  job::FailureCode blame_ = job::FailureCode::kRequest;  // what an error would be now
  std::chrono::seconds timeout_{};
  std::string file_;  // published, and not yet the job's
};

}  // namespace worker
