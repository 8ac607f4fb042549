#include "worker/turn.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <utility>

#include "base/error.h"
#include "worker/deadline.h"

namespace worker {
namespace {

/// The entry of a running job in the table of progress.
class Showing {
 public:
  Showing(job::ProgressTable& table, const base::JobId& job)
      : table_(table), job_(job), progress_(table.open(job)) {}
  ~Showing() { table_.close(job_); }
  Showing(const Showing&) = delete;
  Showing& operator=(const Showing&) = delete;

  [[nodiscard]] job::Progress& progress() const { return *progress_; }

 private:
  job::ProgressTable& table_;
  const base::JobId& job_;
  const std::shared_ptr<job::Progress> progress_;
};

/// False when stopped before the time has passed.
bool wait(std::chrono::milliseconds time, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any passed;
  std::unique_lock hold(mutex);
  passed.wait_for(hold, stop, time, [] { return false; });
  return !stop.stop_requested();
}

base::Message timeout_phrase(std::chrono::seconds timeout) {
  const auto minutes = std::chrono::floor<std::chrono::minutes>(timeout);
  if (minutes == timeout && minutes.count() > 0) {
    return base::Message{"worker.timeout_minutes", {{"minutes", minutes.count()}}};
  }
  return base::Message{"worker.timeout_seconds", {{"seconds", timeout.count()}}};
}

}  // namespace

Turn::Turn(const Workplace& place, job::Job job)
    : place_(place),
      job_(std::move(job)),
      fence_{job_.id, job_.epoch.value_or(job::Epoch{}), job_.attempt} {}

void Turn::run(const std::stop_token& stop) {
  const Showing showing(place_.progress, job_.id);
  const std::stop_callback shutdown(stop, [this] { brake_.pull(StopReason::kShutdown); });
  const std::stop_callback canceled(showing.progress().canceled(),
                                    [this] { brake_.pull(StopReason::kCanceled); });
  note(base::Severity::kInfo, "job.started");
  try {
    // Who ended the job before its progress stood there to be canceled has taken the fence.
    if (!place_.store.is_current(fence_)) return give_up();
    make(showing.progress());
  } catch (const base::Error& error) {
    end(&error, error.what(), stop);
  } catch (const std::exception& error) {
    end(nullptr, error.what(), stop);
  }
}

void Turn::make(job::Progress& progress) {
  const model::Order order = place_.maker.order(job_);
  blame_ = job::FailureCode::kReport;
  timeout_ = order.model->limits.timeout;
  Spool::Draft draft(place_.spool.directory());
  Made made;
  {
    const Deadline deadline(brake_, timeout_);
    made = place_.maker.make(order, job_, draft.path(), progress, brake_.token());
  }
  file_ = draft.publish();
  deliver(made, order);
}

void Turn::deliver(const Made& made, const model::Order& order) {
  const job::Output output{.file = file_,
                           .file_name = made.file_name,
                           .mime_type = made.mime_type,
                           .rows = made.rows,
                           .bytes = made.bytes,
                           .sha256 = made.sha256,
                           .expires_at = place_.clock.now() + order.retention(),
                           .row_scope = order.extent.digest()};
  if (!place_.store.complete(fence_, output, made.remarks, took())) return give_up();
  place_.log.info("job.completed", {{"requestId", job_.submission.request_id},
                                    {"jobId", job_.id.text()},
                                    {"rows", std::to_string(made.rows)},
                                    {"bytes", std::to_string(made.bytes)},
                                    {"ms", std::to_string(took() / std::chrono::milliseconds{1})}});
}

void Turn::end(const base::Error* error, const std::string& what, const std::stop_token& stop) {
  switch (brake_.reason()) {
    case StopReason::kShutdown:
      return release();
    case StopReason::kCanceled:
      return give_up();
    case StopReason::kTimeout:
      note(base::Severity::kWarning, "job.timeout", what);
      return fail(job::FailureCode::kTimeout, timeout_phrase(timeout_), stop);
    case StopReason::kNone:
      break;
  }
  const base::Message unexpected{"worker.unexpected", {{"job", job_.id.text()}}};
  if (dynamic_cast<const base::Unavailable*>(error) != nullptr) {
    note(base::Severity::kWarning, "job.postponed", what);
    return postpone(error->user_message().value_or(unexpected), stop);
  }
  if (dynamic_cast<const base::TransientError*>(error) != nullptr) {
    note(base::Severity::kWarning, "job.deferred", what);
    return defer(error->user_message().value_or(unexpected), stop);
  }
  note(base::Severity::kError, "job.failed", what);
  if (dynamic_cast<const base::SizeLimitExceeded*>(error) != nullptr)
    blame_ = job::FailureCode::kTooLarge;
  if (error != nullptr && error->user_message()) return fail(blame_, *error->user_message(), stop);
  fail(job::FailureCode::kInternal, unexpected, stop);
}

// A table that cannot be written now, as on a full disk, can be later: the job must not stay
// running without a worker.
template <class Change>
void Turn::record(const Change& change, const std::stop_token& stop) {
  do {
    try {
      const bool held = change();
      // Where the fence did not hold, an attempt to complete may have reached the table after all:
      // the file stays, and the next start sweeps it if it is nobody's.
      if (held && !file_.empty()) place_.spool.remove(file_);
      return;
    } catch (const std::exception& error) {
      note(base::Severity::kError, "job.unrecorded", error.what());
    }
  } while (wait(place_.patience, stop));
}

void Turn::fail(job::FailureCode code, const base::Message& reason, const std::stop_token& stop) {
  record([&] { return place_.store.fail(fence_, code, reason, took()); }, stop);
}

void Turn::defer(const base::Message& reason, const std::stop_token& stop) {
  const std::chrono::seconds delay = job_.attempts() > 1 ? 6 * place_.backoff : place_.backoff;
  const std::chrono::milliseconds longer = spread(delay);
  record([&] { return place_.store.defer(fence_, longer, reason); }, stop);
}

/// Half as long as it has waited, so that a restart costs seconds, and an hour's wait few looks.
void Turn::postpone(const base::Message& reason, const std::stop_token& stop) {
  constexpr std::chrono::milliseconds kMaxDelay = std::chrono::minutes{1};
  record(
      [&] {
        const auto waited = std::chrono::duration_cast<std::chrono::milliseconds>(
            place_.store.unreachable_for(fence_));
        const auto delay = std::clamp<std::chrono::milliseconds>(
            waited / 2, std::min<std::chrono::milliseconds>(place_.backoff, kMaxDelay), kMaxDelay);
        return place_.store.postpone(fence_, spread(delay), reason);
      },
      stop);
}

std::chrono::milliseconds Turn::spread(std::chrono::milliseconds delay) const {
  constexpr double kMost = 0.5;
  return delay +
         std::chrono::duration_cast<std::chrono::milliseconds>(delay * (kMost * place_.chance()));
}

void Turn::release() {
  try {
    const bool released = place_.store.release(fence_);
    if (released && !file_.empty()) place_.spool.remove(file_);
    note(base::Severity::kInfo, "job.released");
  } catch (const std::exception& error) {
    note(base::Severity::kError, "job.unrecorded", error.what());
  }
}

void Turn::give_up() {
  note(base::Severity::kInfo, "job.given_up");
  if (!file_.empty()) place_.spool.remove(file_);
}

std::chrono::microseconds Turn::took() const {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                               begin_);
}

void Turn::note(base::Severity severity, std::string_view event, std::string_view what) const {
  const base::Log::Field request{"requestId", job_.submission.request_id};
  const base::Log::Field job{"jobId", job_.id.text()};
  if (what.empty()) return place_.log.event(severity, event, {request, job});
  place_.log.event(severity, event, {request, job, {"what", what}});
}

}  // namespace worker
