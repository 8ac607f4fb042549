#pragma once

#include <chrono>
#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "base/time.h"
#include "database/read_connection_pool.h"
#include "database/writer.h"
#include "job/event_count.h"

namespace job {

/// What the job table says of finished files and of ended jobs, and how long they stay: the row is
/// changed first, the file deleted after. Any thread, but not within the work of a commit.
class JobRetention {
 public:
  JobRetention(database::Writer& writer, database::ReadConnectionPool& readers,
               const base::Clock& clock)
      : writer_(writer), readers_(readers), clock_(clock) {}

  /// The names in the file store that completed jobs have.
  [[nodiscard]] std::set<std::string> stored_files();

  /// Takes files whose time has come from their jobs, some at a time: their names, for the caller
  /// to delete. Empty when none is left.
  [[nodiscard]] std::vector<std::string> expire_files();
  /// Deletes the rows of jobs that ended long ago, and Idempotency-Keys past their time; how many
  /// jobs.
  std::size_t purge_jobs();
  /// The clock was set: what was to stay for a time still does.
  void shift_deadlines(std::chrono::microseconds by);

  /// Notified when files have expired.
  [[nodiscard]] EventCount& expiry_event() { return expiry_event_; }

 private:
  database::Writer& writer_;
  database::ReadConnectionPool& readers_;
  const base::Clock& clock_;
  EventCount expiry_event_;
};

}  // namespace job
