#include "worker/job_run.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "base/error.h"
#include "base/sleep.h"
#include "base/stop_after.h"

namespace worker {
namespace {

/// The entry of a running job in the ProgressTable.
class ProgressRegistration {
 public:
  ProgressRegistration(job::ProgressTable& table, const base::JobId& job)
      : table_(table), job_(job), progress_(table.open(job)) {}
  ~ProgressRegistration() { table_.close(job_); }
  ProgressRegistration(const ProgressRegistration&) = delete;
  ProgressRegistration& operator=(const ProgressRegistration&) = delete;

  [[nodiscard]] job::Progress& progress() const { return *progress_; }

 private:
  job::ProgressTable& table_;
  const base::JobId& job_;
  const std::shared_ptr<job::Progress> progress_;
};

base::Message timeout_message(std::chrono::seconds timeout) {
  const auto minutes = std::chrono::floor<std::chrono::minutes>(timeout);
  if (minutes == timeout && minutes.count() > 0) {
    return base::Message{"worker.timeout_minutes", {{"minutes", minutes.count()}}};
  }
  return base::Message{"worker.timeout_seconds", {{"seconds", timeout.count()}}};
}

}  // namespace

JobRun::JobRun(const WorkerContext& context, job::Job job)
    : context_(context),
      job_(std::move(job)),
      fence_{job_.id, job_.epoch.value_or(job::Epoch{}), job_.attempt} {}

void JobRun::run(const std::stop_token& stop) {
  const ProgressRegistration registration(context_.progress, job_.id);
  const std::stop_callback shutdown(stop,
                                    [this] { cancellation_.request_stop(StopReason::kShutdown); });
  const std::stop_callback canceled(registration.progress().canceled(),
                                    [this] { cancellation_.request_stop(StopReason::kCanceled); });
  log(base::Severity::kInfo, "job.started");
  try {
    // A job that was canceled before its progress was registered has lost its fence.
    if (!context_.store.is_current(fence_)) return abandon();
    render(registration.progress());
  } catch (const base::Error& error) {
    handle_failure(&error, error.what(), stop);
  } catch (const std::exception& error) {
    handle_failure(nullptr, error.what(), stop);
  }
}

void JobRun::render(job::Progress& progress) {
  const model::ReportSpec spec = context_.renderer.report_spec(job_);
  failure_code_ = job::FailureCode::kReport;
  timeout_ = spec.model->limits.timeout;
  FileStore::PendingFile file(context_.file_store.directory());
  RenderedFile rendered;
  {
    const base::StopAfter deadline(timeout_, {});
    const std::stop_callback timeout(deadline.token(),
                                     [this] { cancellation_.request_stop(StopReason::kTimeout); });
    rendered = context_.renderer.render(spec, job_, file.path(), progress, cancellation_.token());
  }
  file_ = file.commit();
  complete(rendered, spec);
}

void JobRun::complete(const RenderedFile& rendered, const model::ReportSpec& spec) {
  const job::Output output{.file = file_,
                           .file_name = rendered.file_name,
                           .mime_type = rendered.mime_type,
                           .rows = rendered.rows,
                           .bytes = rendered.bytes,
                           .sha256 = rendered.sha256,
                           .expires_at = context_.clock.now() + spec.retention(),
                           .row_scope = spec.row_scope.digest()};
  if (!context_.store.complete(fence_, output, rendered.report_warnings, elapsed()))
    return abandon();
  context_.log.info("job.completed",
                    {{"requestId", job_.submission.request_id},
                     {"jobId", job_.id.text()},
                     {"rows", std::to_string(rendered.rows)},
                     {"bytes", std::to_string(rendered.bytes)},
                     {"ms", std::to_string(elapsed() / std::chrono::milliseconds{1})}});
}

void JobRun::handle_failure(const base::Error* error, const std::string& what,
                            const std::stop_token& stop) {
  switch (cancellation_.reason()) {
    case StopReason::kShutdown:
      return release();
    case StopReason::kCanceled:
      return abandon();
    case StopReason::kTimeout:
      log(base::Severity::kWarning, "job.timeout", what);
      return fail(job::FailureCode::kTimeout, timeout_message(timeout_), stop);
    case StopReason::kNone:
      break;
  }
  const base::Message unexpected{"worker.unexpected", {{"job", job_.id.text()}}};
  if (dynamic_cast<const base::Unavailable*>(error) != nullptr) {
    log(base::Severity::kWarning, "job.postponed", what);
    return postpone(error->user_message().value_or(unexpected), stop);
  }
  if (dynamic_cast<const base::TransientError*>(error) != nullptr) {
    log(base::Severity::kWarning, "job.deferred", what);
    return defer(error->user_message().value_or(unexpected), stop);
  }
  log(base::Severity::kError, "job.failed", what);
  if (dynamic_cast<const base::SizeLimitExceeded*>(error) != nullptr)
    failure_code_ = job::FailureCode::kTooLarge;
  if (error != nullptr && error->user_message())
    return fail(failure_code_, *error->user_message(), stop);
  fail(job::FailureCode::kInternal, unexpected, stop);
}

// A table that cannot be written now, for example on a full disk, may be writable later: the job
// must not stay running without a worker.
template <class Change>
void JobRun::persist_with_retry(const Change& change, const std::stop_token& stop) {
  do {
    try {
      const bool held = change();
      // When the fence was lost, an attempt to complete may have reached the table after all: the
      // file stays, and the next start removes it if no job has it.
      if (held && !file_.empty()) context_.file_store.remove(file_);
      return;
    } catch (const std::exception& error) {
      log(base::Severity::kError, "job.update_failed", error.what());
    }
  } while (base::sleep_unless_stopped(context_.retry_interval, stop));
}

void JobRun::fail(job::FailureCode code, const base::Message& reason, const std::stop_token& stop) {
  persist_with_retry([&] { return context_.store.fail(fence_, code, reason, elapsed()); }, stop);
}

void JobRun::defer(const base::Message& reason, const std::stop_token& stop) {
  const std::chrono::seconds delay = job_.attempts() > 1 ? 6 * context_.backoff : context_.backoff;
  const std::chrono::milliseconds delay_with_jitter = with_jitter(delay);
  persist_with_retry([&] { return context_.store.defer(fence_, delay_with_jitter, reason); }, stop);
}

/// Waits half as long as the job has waited so far: seconds when its source restarts, a minute when
/// it is unreachable for long.
void JobRun::postpone(const base::Message& reason, const std::stop_token& stop) {
  constexpr std::chrono::milliseconds kMaxDelay = std::chrono::minutes{1};
  persist_with_retry(
      [&] {
        const auto waited = std::chrono::duration_cast<std::chrono::milliseconds>(
            context_.store.unreachable_for(fence_));
        const auto delay = std::clamp<std::chrono::milliseconds>(
            waited / 2, std::min<std::chrono::milliseconds>(context_.backoff, kMaxDelay),
            kMaxDelay);
        return context_.store.postpone(fence_, with_jitter(delay), reason);
      },
      stop);
}

std::chrono::milliseconds JobRun::with_jitter(std::chrono::milliseconds delay) const {
  constexpr double kMaxJitter = 0.5;
  return delay + std::chrono::duration_cast<std::chrono::milliseconds>(
                     delay * (kMaxJitter * context_.random_fraction()));
}

void JobRun::release() {
  try {
    const bool released = context_.store.release(fence_);
    if (released && !file_.empty()) context_.file_store.remove(file_);
    log(base::Severity::kInfo, "job.released");
  } catch (const std::exception& error) {
    log(base::Severity::kError, "job.update_failed", error.what());
  }
}

void JobRun::abandon() {
  log(base::Severity::kInfo, "job.abandoned");
  if (!file_.empty()) context_.file_store.remove(file_);
}

std::chrono::microseconds JobRun::elapsed() const {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                               started_at_);
}

void JobRun::log(base::Severity severity, std::string_view event, std::string_view what) const {
  const base::Log::Field request{"requestId", job_.submission.request_id};
  const base::Log::Field job{"jobId", job_.id.text()};
  if (what.empty()) return context_.log.event(severity, event, {request, job});
  context_.log.event(severity, event, {request, job, {"what", what}});
}

}  // namespace worker
