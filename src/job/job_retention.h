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

/// Ends the retention of finished files and of terminal jobs in the job table: the row is changed
/// first, and the caller deletes the file after. Thread-safe. Not to be called from within a
/// database::Writer::Work.
class JobRetention {
 public:
  JobRetention(database::Writer& writer, database::ReadConnectionPool& readers,
               const base::Clock& clock)
      : writer_(writer), readers_(readers), clock_(clock) {}

  /// The names of the files that completed jobs have in the file store.
  [[nodiscard]] std::set<std::string> stored_files();

  /// Removes some expired files from the rows of their jobs, and returns their names for the caller
  /// to delete. Empty when none is left.
  [[nodiscard]] std::vector<std::string> expire_files();
  /// Deletes the rows of jobs past their retention, and expired Idempotency-Keys. Returns how many
  /// jobs were deleted.
  std::size_t purge_jobs();
  /// Called when the system clock was set: everything keeps the rest of its retention.
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
