#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "base/id.h"
#include "base/time.h"
#include "database/read_connection_pool.h"
#include "job/status.h"

namespace job {

/// What a pending job waits for.
enum class WaitReason {
  kTurn,        // its turn, and a free worker
  kModel,       // one of its data model to end: no more may run at once
  kRetryDelay,  // an error to pass, as Job::not_before says
  kDisk,        // room on the disk (Files::is_full, which the table does not know)
};

/// "turn", as the status has it.
[[nodiscard]] std::string_view name(WaitReason reason);

/// Where a pending job stands.
struct QueuePosition {
  std::int64_t jobs_ahead = 0;  // how many are to start before it, as far as can be told now
  WaitReason reason = WaitReason::kTurn;
};

/// Looks at the jobs of all organizations as sql/job/claim.sql will choose among them. Any thread.
class Queue {
 public:
  struct Count {
    std::int64_t jobs = 0;
    base::Time oldest = {};  // when the first of them was submitted
  };

  Queue(database::ReadConnectionPool& readers, const base::Clock& clock)
      : readers_(readers), clock_(clock) {}

  /// Absent unless the job is pending.
  [[nodiscard]] std::optional<QueuePosition> position(const base::JobId& id);
  /// The jobs that the table holds; a status that none has is not there.
  [[nodiscard]] std::map<Status, Count> counts();

 private:
  database::ReadConnectionPool& readers_;
  const base::Clock& clock_;
};

}  // namespace job
