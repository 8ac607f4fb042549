#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "database/read_connection_pool.h"
#include "job/status.h"

namespace job {

/// What a pending job waits for.
enum class WaitReason {
  kTurn,        // its turn and a free worker
  kModel,       // the end of a job of its data model: no more may run at once
  kRetryDelay,  // its next attempt, at Job::not_before
  kHeld,        // the correction of its data model (Store::hold())
  kDisk,        // free disk space (FileStoreView::is_critically_full(), not known to Queue)
};

/// "turn", as in the job's status.
[[nodiscard]] std::string_view name(WaitReason reason);

/// Workers for large jobs: one is left to the others.
[[nodiscard]] std::int64_t large_slots(std::int64_t workers);

/// The places in which a pending job may run, and who has them now.
struct Places {
  enum class Kind {
    kWorkers,
    kLarge,  // workers that may run large jobs, as the job is one
    kModel,  // jobs of its data model that may run at once
  };
  Kind kind = Kind::kWorkers;
  std::int64_t total = 0;
  std::int64_t busy = 0;
  std::int64_t own = 0;  // of them busy with jobs of its organization
};

/// "workers", as in the job's status.
[[nodiscard]] std::string_view name(Places::Kind kind);

struct QueuePosition {
  std::int64_t jobs_ahead = 0;  // jobs expected to start before it, as of now
  WaitReason reason = WaitReason::kTurn;
  Places places = {};
};

/// The queue of all organizations' jobs, in the order in which sql/job/claim.sql chooses them.
/// Thread-safe.
class Queue {
 public:
  struct RunningJob {
    base::JobId id;
    base::OrganizationUid organization;
    std::string data_model;
    base::Time started_at;
  };
  /// What an organization's limits are compared with.
  struct Load {
    std::int64_t pending = 0;       // jobs
    std::int64_t stored_bytes = 0;  // of its finished files
  };

  Queue(database::ReadConnectionPool& readers, const base::Clock& clock)
      : readers_(readers), clock_(clock) {}

  /// Absent unless the job is pending. `workers` run jobs.
  [[nodiscard]] std::optional<QueuePosition> position(const base::JobId& id,
                                                      std::int64_t workers = 1);
  /// Of those that are pending. Counts the queue once for all of them.
  [[nodiscard]] std::map<base::JobId, QueuePosition> positions(std::span<const base::JobId> ids,
                                                               std::int64_t workers);
  /// The oldest first.
  [[nodiscard]] std::vector<RunningJob> running();
  /// Of the organizations that have pending jobs or files.
  [[nodiscard]] std::map<base::OrganizationUid, Load> loads();
  /// The number of jobs in the table, for every status. Counts no rows.
  [[nodiscard]] std::map<Status, std::int64_t> counts();
  /// When the oldest pending job was submitted; absent if none is pending.
  [[nodiscard]] std::optional<base::Time> oldest_pending();

 private:
  database::ReadConnectionPool& readers_;
  const base::Clock& clock_;
};

}  // namespace job
