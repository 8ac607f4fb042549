#include "job/queue.h"

#include <algorithm>
#include <string>

#include "job/sql.h"
#include "job/store.h"

namespace job {
namespace {

/// The places whose lack keeps the job waiting, if one does.
Places read_places(database::Statement& rows, std::int64_t workers) {
  if (rows.integer("waits_for_model") != 0) {
    return {.kind = Places::Kind::kModel,
            .total = rows.integer("model_slots"),
            .busy = rows.integer("model_running"),
            .own = rows.integer("own_model_running")};
  }
  const bool waits_for_large =
      rows.integer("is_large") != 0 && rows.integer("large_running") >= large_slots(workers);
  if (waits_for_large && rows.integer("running") < workers) {
    return {.kind = Places::Kind::kLarge,
            .total = large_slots(workers),
            .busy = rows.integer("large_running"),
            .own = rows.integer("own_large_running")};
  }
  return {.total = workers, .busy = rows.integer("running"), .own = rows.integer("own_running")};
}

QueuePosition read_position(database::Statement& rows, std::int64_t workers) {
  QueuePosition position{.jobs_ahead = rows.integer("ahead"), .places = read_places(rows, workers)};
  if (rows.integer("waits_for_model") != 0) position.reason = WaitReason::kModel;
  if (rows.integer("waits_for_time") != 0) position.reason = WaitReason::kRetryDelay;
  if (rows.integer("is_held") != 0) position.reason = WaitReason::kHeld;
  return position;
}

}  // namespace

std::string_view name(WaitReason reason) {
  switch (reason) {
    case WaitReason::kTurn:
      return "turn";
    case WaitReason::kModel:
      return "dataModel";
    case WaitReason::kRetryDelay:
      return "fault";
    case WaitReason::kHeld:
      return "invalidDataModel";
    case WaitReason::kDisk:
      return "disk";
  }
  return "";
}

std::string_view name(Places::Kind kind) {
  switch (kind) {
    case Places::Kind::kWorkers:
      return "workers";
    case Places::Kind::kLarge:
      return "largeJobs";
    case Places::Kind::kModel:
      return "dataModel";
  }
  return "";
}

std::int64_t large_slots(std::int64_t workers) { return std::max<std::int64_t>(workers - 1, 1); }

std::optional<QueuePosition> Queue::position(const base::JobId& id, std::int64_t workers) {
  const auto found = positions({&id, 1}, workers);
  return found.empty() ? std::nullopt : std::optional{found.begin()->second};
}

std::map<base::JobId, QueuePosition> Queue::positions(std::span<const base::JobId> ids,
                                                      std::int64_t workers) {
  std::map<base::JobId, QueuePosition> positions;
  if (ids.empty()) return positions;
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  database::Statement rows = statement(*reader, "queue_positions");
  const base::Time now = clock_.now();
  rows.bind(":ids", to_json_array(ids, [](const base::JobId& id) { return id.text(); }))
      .bind(":now", base::to_microseconds(now))
      .bind(":large_if_started_before", base::to_microseconds(now - Store::kLargeJobThreshold));
  while (rows.step()) {
    positions.emplace(base::JobId{std::string{rows.text("id")}}, read_position(rows, workers));
  }
  return positions;
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
