#include "job/queue.h"

#include "job/sql.h"

namespace job {

std::string_view name(Waiting waiting) {
  switch (waiting) {
    case Waiting::kTurn:
      return "turn";
    case Waiting::kModel:
      return "dataModel";
    case Waiting::kFault:
      return "fault";
    case Waiting::kDisk:
      return "disk";
  }
  return "";
}

std::optional<Place> Queue::place(const base::JobId& id) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  database::Statement rows = statement(*reader, "queue_place");
  rows.bind(":id", id.text()).bind(":now", base::to_microseconds(clock_.now()));
  if (!rows.step()) return std::nullopt;
  Place place{rows.integer("ahead")};
  if (rows.integer("waits_for_model") != 0) place.waiting = Waiting::kModel;
  if (rows.integer("waits_for_time") != 0) place.waiting = Waiting::kFault;
  return place;
}

std::map<Status, Queue::Count> Queue::counts() {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  database::Statement rows = statement(*reader, "status_counts");
  std::map<Status, Count> counts;
  while (rows.step()) {
    counts[status_of(rows.text("status"))] = {rows.integer("jobs"),
                                              base::to_time(rows.integer("oldest_submitted_at"))};
  }
  return counts;
}

}  // namespace job
