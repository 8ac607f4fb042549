#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/id.h"
#include "base/time.h"
#include "database/read_connection_pool.h"
#include "database/writer.h"

namespace auth {

/// Who did what to what: a table that only grows. Submitted jobs are in it by a trigger of the
/// database, in their own transaction. Any thread but the writer's.
class Audit {
 public:
  struct Entry {
    std::string action;  // "job.canceled"
    base::OrganizationUid organization = {};
    base::KeyId key = {};
    std::string peer = {};  // an address, or the user of a command
    std::string request_id = {};
    std::string target = {};
    std::string detail = {};
  };
  struct Record : Entry {
    std::int64_t number = 0;
    base::Time at;
  };
  /// What is absent narrows nothing. An action's first word ("job") stands for all of its.
  struct Filter {
    std::optional<std::string> organization = {};
    std::optional<std::string> action = {};
    std::optional<std::string> key = {};
    std::optional<std::string> target = {};
    std::optional<base::Time> since = {};
    std::optional<base::Time> until = {};
  };

  Audit(database::Writer& writer, database::ReadConnectionPool& readers, const base::Clock& clock)
      : writer_(writer), readers_(readers), clock_(clock) {}

  /// Durable when it returns.
  void record(const Entry& entry);
  /// The same where the answer is not to wait for it longer than `max_wait`: it is written soon.
  /// Where that fails, another thread calls `on_failure`.
  void record_in_background(Entry entry, std::chrono::milliseconds max_wait,
                            database::BackgroundCommitter::OnFailure on_failure);
  /// The same within a transaction of the writer.
  static void append(database::Connection& connection, const Entry& entry, base::Time now);

  /// In their order, however many there are.
  void read(const Filter& filter, const std::function<void(const Record&)>& visit);

 private:
  database::Writer& writer_;
  database::ReadConnectionPool& readers_;
  const base::Clock& clock_;
};

}  // namespace auth
