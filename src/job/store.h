#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/message.h"
#include "base/time.h"
#include "database/read_connection_pool.h"
#include "database/writer.h"
#include "job/admission.h"
#include "job/event_count.h"
#include "job/job_log_writer.h"
#include "job/job.h"
#include "job/job_metrics.h"
#include "job/job_event_log.h"
#include "language/message_catalog.h"

namespace job {

/// A job that was canceled or deleted.
struct EndedJob {
  Status previous_status;
  Job job;                // as it is now; of a deleted job, as it was
  std::string file = {};  // of a deleted job: its file in the file store, for the caller to delete
};

/// The table of jobs. Every change is durable when its call returns, and is written to the job's
/// log. Thread-safe, but not to be called from within a database::Writer::Work.
class Store {
 public:
  static constexpr std::int64_t kMaxAttempts = 3;
  /// A job that works this long is large: see sql/job/submit.sql and claim.sql.
  static constexpr std::chrono::seconds kLargeJobThreshold{10};

  /// All arguments must outlive it.
  Store(database::Writer& writer, database::ReadConnectionPool& readers,
        const language::MessageCatalog& messages, const base::Clock& clock);

  /// Records a start of the server.
  [[nodiscard]] Epoch start();
  struct Recovered {
    std::vector<base::JobId> requeued;
    std::vector<base::JobId> failed;
  };
  /// Finds the jobs that an earlier epoch left running. They become pending again, or fail if they
  /// have used kMaxAttempts.
  Recovered recover(Epoch epoch);

  /// Looks for an earlier request with this key. It waits for no commit and may miss one in
  /// progress; admit() decides for certain.
  [[nodiscard]] std::optional<AdmissionResult> find_by_idempotency_key(
      const base::OrganizationUid& organization, const IdempotencyKey& key);
  [[nodiscard]] AdmissionResult admit(const Submission& submission,
                                      const AdmissionRequest& admission);
  /// The same without limits.
  [[nodiscard]] base::JobId submit(const Submission& submission) {
    return admit(submission, {}).id;
  }

  /// Absent when the organization has no such job.
  [[nodiscard]] std::optional<Job> find(const base::OrganizationUid& organization,
                                        const base::JobId& id);

  // Absent when the organization has no such job. A worker of the job has lost its fence: call
  // ProgressTable::cancel() to stop it. If the job changes, `also` runs in the same transaction:
  // both are committed, or neither. If nothing changes, `also` does not run.
  /// A terminal job is left unchanged.
  [[nodiscard]] std::optional<EndedJob> cancel(const base::OrganizationUid& organization,
                                               const base::JobId& id,
                                               const database::Writer::Work& also = {});
  /// Deletes the row, whatever its status.
  [[nodiscard]] std::optional<EndedJob> remove(const base::OrganizationUid& organization,
                                               const base::JobId& id,
                                               const database::Writer::Work& also = {});
  // The same for many jobs, in short transactions between which other work goes first. `also` runs
  // for each job that changes. After each transaction `ended` gets those that it changed.
  using ForEach = std::function<void(database::Connection&, const base::JobId&)>;
  using OnEnded = std::function<void(const std::vector<EndedJob>&)>;
  void cancel(const base::OrganizationUid& organization, std::span<const base::JobId> ids,
              const ForEach& also, const OnEnded& ended);
  void remove(const base::OrganizationUid& organization, std::span<const base::JobId> ids,
              const ForEach& also, const OnEnded& ended);

  /// No pending job of this data model is claimed until resume() or the next recover().
  void hold(const std::string& data_model);
  void resume(const std::string& data_model);

  /// The next job (sql/job/claim.sql), now running and owned by the caller. Returns no large job
  /// while `large_slots` large jobs are running.
  [[nodiscard]] std::optional<Job> claim(Epoch epoch,
                                         std::int64_t large_slots = QueueLimits::kUnlimited);
  /// The time until the next deferred job is due. Considers only jobs that were not due at
  /// `checked_at`, the time before the last claim(). 0 if one has become due since then; absent if
  /// no such job exists.
  [[nodiscard]] std::optional<std::chrono::microseconds> time_to_next_due(base::Time checked_at);
  /// Whether the fence is still the job's.
  [[nodiscard]] bool is_current(const Fence& fence);

  // False when the fence is not the job's any more: nothing was changed, and the caller deletes the
  // file that it made. `took` is the time that the work took.
  /// The warnings are written to the log, too.
  [[nodiscard]] bool complete(const Fence& fence, const Output& output,
                              const std::vector<base::Message>& report_warnings,
                              std::chrono::microseconds took = {});
  [[nodiscard]] bool fail(const Fence& fence, FailureCode code, const base::Message& reason,
                          std::chrono::microseconds took = {});
  /// Pending again, not to be claimed for `delay`; failed with this reason after kMaxAttempts.
  [[nodiscard]] bool defer(const Fence& fence, std::chrono::milliseconds delay,
                           const base::Message& reason);
  /// The same when its source accepts no connection: no work began, so the attempt does not count.
  /// If the first postponement in a row was FencedJob::kMaxUnreachable ago or longer, the job fails
  /// with this reason instead.
  [[nodiscard]] bool postpone(const Fence& fence, std::chrono::milliseconds delay,
                              const base::Message& reason);
  /// The time since the first of its current postponements in a row; 0 if it is not postponed.
  [[nodiscard]] std::chrono::microseconds unreachable_for(const Fence& fence);
  /// Pending again; the attempt does not count.
  [[nodiscard]] bool release(const Fence& fence);
  /// The same for all running jobs of this epoch, when its process ends. Returns how many.
  std::size_t release(Epoch epoch);

  [[nodiscard]] const JobMetrics& metrics() const { return metrics_; }
  /// Notified when there may be a job to claim.
  [[nodiscard]] EventCount& arrival_event() { return arrival_event_; }
  /// Every change of a job, published when it is durable.
  [[nodiscard]] JobEventLog& event_log() { return event_log_; }

 private:
  void insert(database::Connection& connection, const Submission& submission, const base::JobId& id,
              base::Time now) const;

  [[nodiscard]] std::optional<EndedJob> cancel_one(database::Connection& connection,
                                                   const base::OrganizationUid& organization,
                                                   const base::JobId& id) const;
  /// `change` returns the job if it has changed it.
  template <class Change>
  void end_all(std::span<const base::JobId> ids, const Change& change, const OnEnded& ended);
  void publish_canceled(const EndedJob& ended);
  void publish_removed(const EndedJob& ended);

  /// Commits `change` of the FencedJob, and publishes an event unless the fence was lost.
  template <class Change>
  bool apply(const Fence& fence, const Change& change);

  database::Writer& writer_;
  database::ReadConnectionPool& readers_;
  const base::Clock& clock_;
  const JobLogWriter log_writer_;
  JobMetrics metrics_;
  EventCount arrival_event_;
  JobEventLog event_log_;
};

}  // namespace job
