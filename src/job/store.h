#pragma once

#include <chrono>
#include <optional>
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

/// What became of a job that its owner ends.
struct EndedJob {
  Status previous_status;  // before
  Job job;                 // as it is now; of a deleted one, as it was
  std::string file =
      {};  // its file's name in the file store, now nobody's; empty where there was none
};

/// The life of the jobs, in their table. Every change is durable when its call returns, and writes
/// its line into the job's log. What it is constructed with must outlive it; any thread, but
/// not within the work of a commit.
class Store {
 public:
  static constexpr std::int64_t kMaxAttempts = 3;
  /// Work that takes so long is large: see Lanes.
  static constexpr std::chrono::seconds kLargeJobThreshold{10};

  Store(database::Writer& writer, database::ReadConnectionPool& readers,
        const language::MessageCatalog& messages, const base::Clock& clock);

  /// Records a start of the server.
  [[nodiscard]] Epoch start();
  struct Recovered {
    std::vector<base::JobId> requeued;
    std::vector<base::JobId> failed;
  };
  /// Jobs that an earlier epoch left running are pending again, or failed after kMaxAttempts.
  Recovered recover(Epoch epoch);

  /// What the key stands for already, without waiting for a commit; absent where for nothing yet,
  /// which admit() decides.
  [[nodiscard]] std::optional<AdmissionResult> find_by_idempotency_key(
      const base::OrganizationUid& organization, const IdempotencyKey& key);
  [[nodiscard]] AdmissionResult admit(const Submission& submission,
                                      const AdmissionRequest& admission);
  /// The same where nothing bounds it.
  [[nodiscard]] base::JobId submit(const Submission& submission) {
    return admit(submission, {}).id;
  }

  /// Absent where there is none, and where it is another organization's.
  [[nodiscard]] std::optional<Job> find(const base::OrganizationUid& organization,
                                        const base::JobId& id);

  // For the job's organization; absent where it has no such job. Whoever works on the job has lost
  // its fence, and is to be told (Running). `also` runs in the transaction of the change, where
  // there is one: both are made, or neither.
  /// Canceled, unless it had ended before.
  [[nodiscard]] std::optional<EndedJob> cancel(const base::OrganizationUid& organization,
                                               const base::JobId& id,
                                               const database::Writer::Work& also = {});
  /// Gone, wherever it stood; the caller deletes the file.
  [[nodiscard]] std::optional<EndedJob> remove(const base::OrganizationUid& organization,
                                               const base::JobId& id,
                                               const database::Writer::Work& also = {});

  /// The next job (sql/job/claim.sql), now running and this caller's. While `large_slots` large
  /// ones run, only others are given.
  [[nodiscard]] std::optional<Job> claim(Epoch epoch,
                                         std::int64_t large_slots = QueueLimits::kUnlimited);
  /// How long until a deferred job that could not be claimed at `checked_at` yet may be; absent
  /// where none is. Who found nothing gives the time before that: what came due meanwhile gives 0.
  [[nodiscard]] std::optional<std::chrono::microseconds> time_to_next_due(base::Time checked_at);
  /// Whether the job is still its claimer's.
  [[nodiscard]] bool is_current(const Fence& fence);

  // False when the fence does not hold any more: nothing was changed, and the caller deletes the
  // file that it made. `took` is how long it worked.
  /// `report_warnings` become lines of the log.
  [[nodiscard]] bool complete(const Fence& fence, const Output& output,
                              const std::vector<base::Message>& report_warnings,
                              std::chrono::microseconds took = {});
  [[nodiscard]] bool fail(const Fence& fence, FailureCode code, const base::Message& reason,
                          std::chrono::microseconds took = {});
  /// Pending again and not to be claimed for `delay`, or failed for this reason after kMaxAttempts.
  [[nodiscard]] bool defer(const Fence& fence, std::chrono::milliseconds delay,
                           const base::Message& reason);
  /// The same where its source takes no connection: nothing was begun, so the attempt does not
  /// count, and the job fails for this reason kMaxUnreachable after the first time.
  [[nodiscard]] bool postpone(const Fence& fence, std::chrono::milliseconds delay,
                              const base::Message& reason);
  /// How long ago its source took no connection first; 0 where it always did.
  [[nodiscard]] std::chrono::microseconds unreachable_for(const Fence& fence);
  /// Back to pending; the attempt does not count.
  [[nodiscard]] bool release(const Fence& fence);
  /// All that this epoch has running, since its process ends now; how many.
  std::size_t release(Epoch epoch);

  /// What has happened since this was made.
  [[nodiscard]] const JobMetrics& metrics() const { return metrics_; }
  /// Notified when there may be something to claim.
  [[nodiscard]] EventCount& arrival_event() { return arrival_event_; }
  /// Every change of a job, published when it is durable.
  [[nodiscard]] JobEventLog& event_log() { return event_log_; }

 private:
  void insert(database::Connection& connection, const Submission& submission, const base::JobId& id,
              base::Time now) const;

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
