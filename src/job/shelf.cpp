#include "job/shelf.h"

#include "job/sql.h"

namespace job {
namespace {

using database::Connection;
using database::Statement;

constexpr std::int64_t kAtOnce = 100;  // a transaction keeps others waiting

}  // namespace

std::set<std::string> Shelf::files() {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  Statement rows = statement(*reader, "files");
  std::set<std::string> names;
  while (rows.step()) names.emplace(rows.text(0));
  return names;
}

std::vector<std::string> Shelf::expire() {
  std::vector<std::string> names;
  writer_.commit([&](Connection& connection) {
    Statement rows = statement(connection, "expired_files");
    rows.bind(":now", base::to_microseconds(clock_.now())).bind(":most", kAtOnce);
    Statement drop = statement(connection, "drop_file");
    std::vector<std::int64_t> numbers;
    while (rows.step()) {
      numbers.push_back(rows.integer("number"));
      names.emplace_back(rows.text("file"));
    }
    for (const std::int64_t number : numbers) drop.bind(":number", number).run();
  });
  if (!names.empty()) expiries_.ring();
  return names;
}

std::size_t Shelf::forget() {
  std::int64_t forgotten = 0;
  std::int64_t some = kAtOnce;
  while (some == kAtOnce) {
    writer_.commit([&](Connection& connection) {
      const std::int64_t now = base::to_microseconds(clock_.now());
      statement(connection, "forget_keys").bind(":now", now).run();
      statement(connection, "forget").bind(":now", now).bind(":most", kAtOnce).run();
      some = connection.changes();
    });
    forgotten += some;
  }
  return static_cast<std::size_t>(forgotten);
}

void Shelf::move_deadlines(std::chrono::microseconds by) {
  writer_.commit([&](Connection& connection) {
    for (const char* deadlines : {"move_deadlines", "move_keys"}) {
      statement(connection, deadlines).bind(":by", by.count()).run();
    }
  });
}

}  // namespace job
