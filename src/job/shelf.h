#pragma once

#include <chrono>
#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "base/time.h"
#include "database/read_connection_pool.h"
#include "database/writer.h"
#include "job/bell.h"

namespace job {

/// What the job table says of finished files and of ended jobs, and how long they stay: the row is
/// changed first, the file deleted after. Any thread, but not within the work of a commit.
class Shelf {
 public:
  Shelf(database::Writer& writer, database::ReadConnectionPool& readers, const base::Clock& clock)
      : writer_(writer), readers_(readers), clock_(clock) {}

  /// The names in the spool that completed jobs have.
  [[nodiscard]] std::set<std::string> files();

  /// Takes files whose time has come from their jobs, some at a time: their names, for the caller
  /// to delete. Empty when none is left.
  [[nodiscard]] std::vector<std::string> expire();
  /// Deletes the rows of jobs that ended long ago, and Idempotency-Keys past their time; how many
  /// jobs.
  std::size_t forget();
  /// The clock was set: what was to stay for a time still does.
  void move_deadlines(std::chrono::microseconds by);

  /// Rings when files have expired.
  [[nodiscard]] Bell& expiries() { return expiries_; }

 private:
  database::Writer& writer_;
  database::ReadConnectionPool& readers_;
  const base::Clock& clock_;
  Bell expiries_;
};

}  // namespace job
