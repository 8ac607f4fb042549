#include "job/job_retention.h"

#include "job/sql.h"

namespace job {
namespace {

using database::Connection;
using database::Statement;

constexpr std::int64_t kMaxRowsPerTransaction = 100;  // other writers wait meanwhile

}  // namespace

std::set<std::string> JobRetention::stored_files() {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  Statement rows = statement(*reader, "stored_files");
  std::set<std::string> names;
  while (rows.step()) names.emplace(rows.text(0));
  return names;
}

std::vector<std::string> JobRetention::expire_files() {
  std::vector<std::string> names;
  writer_.commit([&](Connection& connection) {
    Statement rows = statement(connection, "expired_files");
    rows.bind(":now", base::to_microseconds(clock_.now())).bind(":limit", kMaxRowsPerTransaction);
    Statement drop = statement(connection, "drop_file");
    std::vector<std::int64_t> numbers;
    while (rows.step()) {
      numbers.push_back(rows.integer("number"));
      names.emplace_back(rows.text("file"));
    }
    for (const std::int64_t number : numbers) drop.bind(":number", number).run();
  });
  if (!names.empty()) expiry_event_.notify_all();
  return names;
}

std::size_t JobRetention::purge_jobs() {
  std::int64_t purged = 0;
  std::int64_t purged_now = kMaxRowsPerTransaction;
  while (purged_now == kMaxRowsPerTransaction) {
    writer_.commit([&](Connection& connection) {
      const std::int64_t now = base::to_microseconds(clock_.now());
      statement(connection, "purge_idempotency_keys").bind(":now", now).run();
      statement(connection, "purge_jobs")
          .bind(":now", now)
          .bind(":limit", kMaxRowsPerTransaction)
          .run();
      purged_now = connection.changes();
    });
    purged += purged_now;
  }
  return static_cast<std::size_t>(purged);
}

void JobRetention::shift_deadlines(std::chrono::microseconds by) {
  writer_.commit([&](Connection& connection) {
    for (const char* deadlines : {"shift_deadlines", "shift_idempotency_key_deadlines"}) {
      statement(connection, deadlines).bind(":by", by.count()).run();
    }
  });
}

}  // namespace job
