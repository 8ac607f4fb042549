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
#include "worker/cancellation_source.h"
#include "worker/report_renderer.h"
#include "worker/file_store.h"

namespace worker {

/// What all workers share. Everything it refers to must outlive them.
struct WorkerContext {
  job::Store& store;
  job::ProgressTable& progress;
  const FileStore& file_store;
  const ReportRenderer& renderer;
  const base::Clock& clock;
  base::Log& log;
  /// The wait before the next try after a full disk, a failed claim or a failed update.
  std::chrono::milliseconds retry_interval = std::chrono::seconds{1};
  /// After a first transient error; six times as long after the next one.
  std::chrono::seconds backoff{5};
  /// Between two looks at when the next job is due.
  std::chrono::milliseconds max_idle_wait = std::chrono::seconds{30};
  /// Spreads the retries of jobs that failed together.
  std::function<double()> random_fraction = base::random_fraction;
};

/// Runs one claimed job to one of four ends. Completed: its file is in the file store. Failed: with
/// a reason. Abandoned: it was canceled or deleted. Pending again: the server stops, or the error
/// may pass. Owned by a worker thread of the Pool. Not thread-safe.
class JobRun {
 public:
  JobRun(const WorkerContext& context, job::Job job);

  /// Does not throw. `stop` is requested when the server stops.
  void run(const std::stop_token& stop);

 private:
  void render(job::Progress& progress);
  void complete(const RenderedFile& rendered, const model::ReportSpec& spec);
  void handle_failure(const base::Error* error, const std::string& what,
                      const std::stop_token& stop);
  void fail(job::FailureCode code, const base::Message& reason, const std::stop_token& stop);
  void defer(const base::Message& reason, const std::stop_token& stop);
  void postpone(const base::Message& reason, const std::stop_token& stop);
  /// The delay, extended at random by up to half.
  [[nodiscard]] std::chrono::milliseconds with_jitter(std::chrono::milliseconds delay) const;
  /// Has the store write the end of this attempt, and retries until that succeeds or `stop` is
  /// requested.
  template <class Change>
  void persist_with_retry(const Change& change, const std::stop_token& stop);
  void release();
  void abandon();
  [[nodiscard]] std::chrono::microseconds elapsed() const;
  void log(base::Severity severity, std::string_view event, std::string_view what = {}) const;

  const WorkerContext& context_;
  const job::Job job_;
  const job::Fence fence_;
  const std::chrono::steady_clock::time_point started_at_ = std::chrono::steady_clock::now();
  CancellationSource cancellation_;
  job::FailureCode failure_code_ = job::FailureCode::kRequest;  // of an error in this phase
  std::chrono::seconds timeout_{};
  std::string file_;  // committed, and not yet the job's
};

}  // namespace worker
