#include "job/queue.h"

#include <string>

#include "job/sql.h"

namespace job {

std::string_view name(WaitReason reason) {
  switch (reason) {
    case WaitReason::kTurn:
      return "turn";
    case WaitReason::kModel:
      return "dataModel";
    case WaitReason::kRetryDelay:
      return "fault";
    case WaitReason::kDisk:
      return "disk";
  }
  return "";
}

std::optional<QueuePosition> Queue::position(const base::JobId& id) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  database::Statement rows = statement(*reader, "queue_position");
  rows.bind(":id", id.text()).bind(":now", base::to_microseconds(clock_.now()));
  if (!rows.step()) return std::nullopt;
  QueuePosition position{rows.integer("ahead")};
  if (rows.integer("waits_for_model") != 0) position.reason = WaitReason::kModel;
  if (rows.integer("waits_for_time") != 0) position.reason = WaitReason::kRetryDelay;
  return position;
}

std::map<Status, std::int64_t> Queue::counts() {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  database::Statement rows = statement(*reader, "status_counts");
  rows.step();
  std::map<Status, std::int64_t> counts;
  for (const Status status : {Status::kPending, Status::kRunning, Status::kCompleted,
                              Status::kFailed, Status::kCanceled}) {
    counts[status] = rows.integer(std::string{job::name(status)}.c_str());
  }
  return counts;
}

std::vector<Queue::RunningJob> Queue::running() {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  database::Statement rows = statement(*reader, "running_jobs");
  std::vector<RunningJob> jobs;
  while (rows.step()) {
    jobs.push_back({base::JobId{std::string{rows.text("id")}},
                    base::OrganizationUid{std::string{rows.text("organization")}},
                    std::string{rows.text("data_model")},
                    base::to_time(rows.integer("started_at"))});
  }
  return jobs;
}

std::map<base::OrganizationUid, Queue::Load> Queue::loads() {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  database::Statement rows = statement(*reader, "loads");
  std::map<base::OrganizationUid, Load> loads;
  while (rows.step()) {
    loads[base::OrganizationUid{std::string{rows.text("organization")}}] = {rows.integer("pending"),
                                                                            rows.integer("bytes")};
  }
  return loads;
}

std::optional<base::Time> Queue::oldest_pending() {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  database::Statement rows = statement(*reader, "oldest_pending");
  return rows.step() ? std::optional{base::to_time(rows.integer("submitted_at"))} : std::nullopt;
}

}  // namespace job
